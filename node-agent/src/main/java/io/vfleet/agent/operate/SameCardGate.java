package io.vfleet.agent.operate;

import io.vfleet.agent.sight.DefaultRoutes;
import io.vfleet.agent.sight.Sight;
import io.vfleet.agent.sight.Unknowable;
import io.vfleet.domain.inventory.PciAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whether another port of the same card carries the host, and could feel a change of this one. The
/// usual drivers reset one PF at most; of any other it is not known.
final class SameCardGate implements Gate {

    private static final String DEVICES = "/sys/bus/pci/devices";
    // drivers/net/ethernet: igb_main.c, ixgbe_sriov.c, i40e_main.c (a reset of this PF),
    // ice_sriov.c,
    // mellanox/mlx5/core/sriov.c, bnxt_sriov.c
    private static final Set<String> ONE_PF_ONLY =
            Set.of("igb", "ixgbe", "i40e", "ice", "mlx5_core", "bnxt_en");

    @Override
    public String id() {
        return "G6";
    }

    @Override
    public String clear() {
        return "no other port of this card is touched";
    }

    @Override
    public boolean mustKnow() {
        return false;
    }

    @Override
    public Optional<String> objection(Subject subject) throws Unknowable {
        Pf pf = subject.pf();
        if (pf.driver().filter(ONE_PF_ONLY::contains).isPresent()) {
            return Optional.empty();
        }
        List<String> carrying = carrying(subject.sight(), pf);
        if (!carrying.isEmpty()) {
            throw new Unknowable(
                    "whether %s resets other ports of the card, too; %s"
                            .formatted(
                                    pf.driver().orElse("no driver"), String.join(", ", carrying)));
        }
        return Optional.empty();
    }

    private static List<String> carrying(Sight sight, Pf pf) throws Unknowable {
        Set<String> routed = DefaultRoutes.netdevs(sight);
        List<String> carrying = new ArrayList<>();
        for (String device : sight.names(DEVICES)) {
            Optional<PciAddress> port = PciAddress.find(device).filter(it -> sibling(it, pf));
            if (port.isPresent()) {
                look(sight, port.get(), routed, carrying);
            }
        }
        return carrying;
    }

    private static void look(
            Sight sight, PciAddress port, Set<String> routed, List<String> carrying)
            throws Unknowable {
        for (String netdev : sight.names(port.sysfsPath() + "/net")) {
            Set<String> all = sight.withUppers(List.of(netdev));
            if (all.stream().anyMatch(routed::contains)) {
                carrying.add(netdev + " carries the default route");
            } else if (all.size() > 1) {
                carrying.add(netdev + " carries " + String.join(", ", sight.uppers(netdev)));
            }
        }
    }

    private static boolean sibling(PciAddress other, Pf pf) {
        PciAddress own = pf.address();
        return other.domain() == own.domain()
                && other.bus() == own.bus()
                && other.device() == own.device()
                && !other.equals(own)
                && !pf.vfs().containsValue(other);
    }
}
