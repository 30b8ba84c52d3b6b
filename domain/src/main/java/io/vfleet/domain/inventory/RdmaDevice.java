package io.vfleet.domain.inventory;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/// An entry of `/sys/class/infiniband`. Names change; the join is by PCI path.
///
/// @param parentNetdev for a software device (rxe, siw), which has no PCI function of its own
/// @param boardId the board's part number, as the vendor writes it
/// @param verbs its character devices in `/dev/infiniband`: `uverbs0`; read of PFs only
public record RdmaDevice(
        String name,
        Optional<String> parentNetdev,
        Optional<String> nodeGuid,
        Optional<String> firmware,
        Optional<String> boardId,
        List<String> verbs,
        List<Port> ports) {

    public RdmaDevice {
        requireNonNull(name, "name is null");
        verbs = List.copyOf(verbs);
        ports = List.copyOf(ports);
    }

    /// Whether it is a PCI function's; rxe and siw run on any interface and say nothing of one.
    public boolean hardware() {
        return parentNetdev.isEmpty();
    }

    public boolean infiniBand() {
        return ports.stream().anyMatch(Port::infiniBand);
    }

    /// One port: `state` like `ACTIVE`, `physicalState` like `LinkUp`, `linkLayer` `Ethernet` or
    /// `InfiniBand`; `gid` is the first of its GIDs, read of PFs only.
    public record Port(
            int number,
            Optional<String> state,
            Optional<String> physicalState,
            Optional<String> linkLayer,
            Optional<String> rate,
            Optional<String> gid) {

        public boolean infiniBand() {
            return linkLayer.filter("InfiniBand"::equals).isPresent();
        }
    }
}
