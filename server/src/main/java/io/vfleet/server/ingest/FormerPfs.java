package io.vfleet.server.ingest;

import io.vfleet.domain.inventory.Netdev;
import io.vfleet.domain.inventory.NetworkFunction;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PciAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// Functions that are no PFs and were some, as far as the same card is still in their place.
@Component
class FormerPfs {

    private final StateStore store;

    FormerPfs(StateStore store) {
        this.store = store;
    }

    /// How many VFs they had when they were last seen as PFs.
    Map<PciAddress, Integer> of(UUID node, NodeInventory inventory) {
        Map<String, NetworkFunction> functions = functions(inventory);
        if (functions.isEmpty()) {
            return Map.of();
        }
        List<String> addresses = List.copyOf(functions.keySet());
        return store.remembered(node, addresses).stream()
                .filter(pf ->
                        Optional.ofNullable(functions.get(pf.address()))
                                .filter(function -> same(pf, function))
                                .isPresent())
                .collect(
                        Collectors.toMap(
                                pf -> PciAddress.parse(pf.address()),
                                StateStore.Remembered::numVfs,
                                Math::max));
    }

    static Map<String, NetworkFunction> functions(NodeInventory inventory) {
        return inventory.otherNetworkFunctions().stream()
                .collect(
                        Collectors.toMap(
                                function -> function.address().toString(), Function.identity()));
    }

    /// Of these a count that people wanted was meant, or another card's in their place.
    static boolean meant(StateStore.Desired wish, NetworkFunction function) {
        return wish.mac().isEmpty() || !anotherCard(wish.mac(), function);
    }

    private static boolean same(StateStore.Remembered pf, NetworkFunction function) {
        return pf.vendorId().equals(function.vendorId())
                && pf.deviceId().equals(function.deviceId())
                && !anotherCard(pf.mac(), function);
    }

    /// Only the card's own address tells; a port of a bond has the bond's, one without a driver
    /// none.
    private static boolean anotherCard(Optional<String> mac, NetworkFunction function) {
        Optional<String> own =
                function.netdevs().stream().findFirst().flatMap(Netdev::permanentMac);
        return mac.isPresent() && own.isPresent() && !mac.equals(own);
    }
}
