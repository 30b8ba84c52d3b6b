package io.vfleet.server.ingest;

import io.vfleet.domain.chain.Expectations;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.PhysicalFunction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// What is wanted of a node: by the profile its labels name, and by people for single PFs.
@Component
class Wishes {

    private static final String PROFILE = "profile";

    private final StateStore store;

    Wishes(StateStore store) {
        this.store = store;
    }

    Expectations of(UUID node, NodeInventory inventory) {
        Optional<String> reported = Optional.ofNullable(inventory.labels().get(PROFILE));
        return store.labelOverride(node, PROFILE)
                .orElse(reported)
                .map(Expectations::ofProfile)
                .orElse(Expectations.NONE)
                .withDesiredVfs(desired(store.desired(node), inventory));
    }

    /// A count was meant for a card; another one in its slot does not inherit it.
    static Map<PciAddress, Integer> desired(
            List<StateStore.Desired> wanted, NodeInventory inventory) {
        Map<String, PhysicalFunction> pfs =
                inventory.physicalFunctions().stream()
                        .collect(
                                Collectors.toMap(
                                        pf -> pf.address().toString(), Function.identity()));
        return wanted.stream()
                .filter(wish ->
                        Optional.ofNullable(pfs.get(wish.pf()))
                                .filter(pf -> meant(wish, pf))
                                .isPresent())
                .collect(
                        Collectors.toMap(
                                wish -> PciAddress.parse(wish.pf()), StateStore.Desired::numVfs));
    }

    private static boolean meant(StateStore.Desired wish, PhysicalFunction pf) {
        return wish.mac().isEmpty() || wish.mac().equals(PfRow.cardMac(pf));
    }
}
