package io.vfleet.domain.inventory;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// An entry of `/sys/class/infiniband`. Names change; the join is by PCI path.
///
/// @param parentNetdev for a software device (rxe, siw), which has no PCI function of its own
/// @param boardId the board's part number, as the vendor writes it
/// @param verbs its character devices in `/dev/infiniband`: `uverbs0`; read of PFs only
/// @param systemGuid `sys_image_guid`, the same of all functions of a card; read of PFs only
public record RdmaDevice(
        String name,
        Optional<String> parentNetdev,
        Optional<String> nodeGuid,
        Optional<String> firmware,
        Optional<String> boardId,
        List<String> verbs,
        List<Port> ports,
        Optional<String> systemGuid) {

    public RdmaDevice {
        requireNonNull(name, "name is null");
        verbs = List.copyOf(verbs);
        ports = List.copyOf(ports);
    }

    /// One of which no card is known.
    public RdmaDevice(
            String name,
            Optional<String> parentNetdev,
            Optional<String> nodeGuid,
            Optional<String> firmware,
            Optional<String> boardId,
            List<String> verbs,
            List<Port> ports) {
        this(name, parentNetdev, nodeGuid, firmware, boardId, verbs, ports, Optional.empty());
    }

    /// Whether it is a PCI function's; rxe and siw run on any interface and say nothing of one.
    public boolean hardware() {
        return parentNetdev.isEmpty();
    }

    /// Whether peers beyond the own link can reach this GID; an empty place in the table is all 0.
    public static boolean routable(String gid) {
        return !gid.matches("[0:]*|fe[89ab].*");
    }

    public boolean infiniBand() {
        return ports.stream().anyMatch(Port::infiniBand);
    }

    /// One port: `state` like `ACTIVE`, `physicalState` like `LinkUp`, `linkLayer` `Ethernet` or
    /// `InfiniBand`; `gid` is the first of its GIDs, read of PFs only.
    ///
    /// @param lid its address within the subnet, as the subnet manager dealt it out: InfiniBand
    ///   only
    /// @param smLid the subnet manager's
    public record Port(
            int number,
            Optional<String> state,
            Optional<String> physicalState,
            Optional<String> linkLayer,
            Optional<String> rate,
            Optional<String> gid,
            OptionalInt lid,
            OptionalInt smLid) {

        /// One on Ethernet, where there are no subnets.
        public Port(
                int number,
                Optional<String> state,
                Optional<String> physicalState,
                Optional<String> linkLayer,
                Optional<String> rate,
                Optional<String> gid) {
            this(
                    number,
                    state,
                    physicalState,
                    linkLayer,
                    rate,
                    gid,
                    OptionalInt.empty(),
                    OptionalInt.empty());
        }

        public boolean infiniBand() {
            return linkLayer.filter("InfiniBand"::equals).isPresent();
        }

        /// RoCE that works as far as the port goes.
        public boolean activeOnEthernet() {
            return linkLayer.filter("Ethernet"::equals).isPresent()
                    && state.filter("ACTIVE"::equals).isPresent();
        }
    }
}
