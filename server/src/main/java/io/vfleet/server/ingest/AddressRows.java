package io.vfleet.server.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vfleet.domain.chain.WireAddress;
import io.vfleet.domain.inventory.NodeInventory;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The MACs and GUIDs of one node.
///
/// @param fingerprint the same as long as nothing here differs
record AddressRows(UUID node, UUID machine, UUID fingerprint, List<WireAddress> all) {

    AddressRows {
        all = List.copyOf(all);
    }

    /// Empty where they are those that stand there.
    static Optional<AddressRows> differing(Basis basis, NodeInventory inventory, boolean counts) {
        List<WireAddress> all = counts ? all(inventory) : List.of();
        UUID machine = machine(inventory, basis.node());
        UUID fingerprint =
                uuid(
                        all.stream()
                                .map(one ->
                                        String.join(
                                                " ",
                                                one.function().toString(),
                                                one.value(),
                                                Boolean.toString(one.vf()),
                                                Integer.toString(one.vlan())))
                                .sorted()
                                .collect(Collectors.joining("\n", machine + "\n", "")));
        return basis.addressFingerprint().filter(fingerprint::equals).isPresent()
                ? Optional.empty()
                : Optional.of(new AddressRows(basis.node(), machine, fingerprint, all));
    }

    private static List<WireAddress> all(NodeInventory inventory) {
        return inventory.physicalFunctions().stream()
                .flatMap(pf -> WireAddress.of(pf).stream())
                .toList();
    }

    /// A node enrolled anew stands on the machine of the one it replaces, and has its cards.
    private static UUID machine(NodeInventory inventory, UUID node) {
        Optional<String> id = inventory.host().machineId();
        Optional<String> product = inventory.host().dmi().productUuid();
        return id.isEmpty() && product.isEmpty()
                ? node
                : uuid(
                        Stream.of(id, product)
                                .map(one -> one.orElse(""))
                                .collect(Collectors.joining("/")));
    }

    private static UUID uuid(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(UTF_8));
    }
}
