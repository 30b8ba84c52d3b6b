package io.vfleet.agent.operate;

import io.vfleet.agent.sight.Sight;
import io.vfleet.agent.sight.Unknowable;
import io.vfleet.domain.inventory.PciAddress;
import java.util.Map;
import java.util.Optional;

/// Whether a VF may be given to this driver: to that of its family or to vfio-pci, where it is
/// loaded.
final class VfDriverGate implements Gate {

    static final String VFIO = "vfio-pci";

    /// Which driver VFs have, by that of their PF, where it is not the same (drivers/net/ethernet).
    private static final Map<String, String> BY_PF =
            Map.of(
                    "ice", "iavf",
                    "i40e", "iavf",
                    "ixgbe", "ixgbevf",
                    "igb", "igbvf",
                    "cxgb4", "cxgb4vf",
                    "liquidio", "liquidio_vf",
                    "rvu_nicpf", "rvu_nicvf");

    private final String driver;

    VfDriverGate(String driver) {
        this.driver = driver;
    }

    @Override
    public String id() {
        return "vf-driver";
    }

    @Override
    public String clear() {
        return driver + " is loaded and for such VFs";
    }

    @Override
    public boolean overridable() {
        return false;
    }

    @Override
    public Optional<String> objection(Subject subject) throws Unknowable {
        Pf pf = subject.pf();
        Optional<String> own = pf.driver().map(name -> BY_PF.getOrDefault(name, name));
        if (!driver.equals(VFIO) && !own.equals(Optional.of(driver))) {
            return Optional.of(
                    "%s is no driver for these VFs: %s"
                            .formatted(
                                    driver,
                                    own.map(name -> name + " or " + VFIO).orElse(VFIO + " is")));
        }
        Sight sight = subject.sight();
        if (!sight.names("/sys/bus/pci/drivers").contains(driver)) {
            return Optional.of(driver + " is not loaded");
        }
        return driver.equals(VFIO) ? groupless(sight, pf) : Optional.empty();
    }

    // vfio_iommu_group_get: without an IOMMU it takes nothing
    private static Optional<String> groupless(Sight sight, Pf pf) throws Unknowable {
        for (PciAddress vf : pf.vfs().values()) {
            if (sight.linkName(vf.sysfsPath() + "/iommu_group").isEmpty()) {
                return Optional.of(vf + " has no IOMMU group, which " + VFIO + " needs");
            }
        }
        return Optional.empty();
    }
}
