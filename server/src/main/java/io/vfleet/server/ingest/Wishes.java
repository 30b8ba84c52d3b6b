package io.vfleet.server.ingest;

import io.vfleet.domain.chain.Expectations;
import io.vfleet.domain.inventory.NetworkFunction;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.server.profiles.AppliedProfiles;
import io.vfleet.server.profiles.AppliedProfiles.Applied;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// What is wanted of a node: by the profile that applies to it, and by people for single PFs.
@Component
class Wishes {

    private final StateStore store;
    private final AppliedProfiles profiles;
    private final FormerPfs formerPfs;
    private final AddressStore addresses;

    Wishes(
            StateStore store,
            AppliedProfiles profiles,
            FormerPfs formerPfs,
            AddressStore addresses) {
        this.store = store;
        this.profiles = profiles;
        this.formerPfs = formerPfs;
        this.addresses = addresses;
    }

    /// What is wanted, and the profile it comes from.
    record Wish(Expectations expectations, Optional<String> profile) {}

    Wish of(UUID node, NodeInventory inventory) {
        Optional<Applied> applied = profiles.of(labels(node, inventory));
        return new Wish(
                applied.map(Applied::expectations)
                        .orElse(Expectations.NONE)
                        .withDesiredVfs(desired(store.desired(node), inventory))
                        .withFormerPfs(formerPfs.of(node, inventory))
                        .withElsewhere(addresses.elsewhere(node)),
                applied.map(Applied::name));
    }

    private Map<String, String> labels(UUID node, NodeInventory inventory) {
        Map<String, String> labels = new HashMap<>(inventory.labels());
        store.labelOverrides(node)
                .forEach((label, value) ->
                        value.ifPresentOrElse(
                                text -> labels.put(label, text), () -> labels.remove(label)));
        return labels;
    }

    /// A count was meant for a card; another one in its slot does not inherit it.
    static Map<PciAddress, Integer> desired(
            List<StateStore.Desired> wanted, NodeInventory inventory) {
        Map<String, PhysicalFunction> pfs =
                inventory.physicalFunctions().stream()
                        .collect(
                                Collectors.toMap(
                                        pf -> pf.address().toString(), Function.identity()));
        Map<String, NetworkFunction> others = FormerPfs.functions(inventory);
        return wanted.stream()
                .filter(wish ->
                        Optional.ofNullable(pfs.get(wish.pf()))
                                        .filter(pf -> meant(wish, pf))
                                        .isPresent()
                                || Optional.ofNullable(others.get(wish.pf()))
                                        .filter(other -> FormerPfs.meant(wish, other))
                                        .isPresent())
                .collect(
                        Collectors.toMap(
                                wish -> PciAddress.parse(wish.pf()), StateStore.Desired::numVfs));
    }

    private static boolean meant(StateStore.Desired wish, PhysicalFunction pf) {
        return wish.mac().isEmpty() || wish.mac().equals(PfRow.cardMac(pf));
    }
}
