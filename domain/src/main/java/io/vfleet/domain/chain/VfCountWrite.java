package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.operation.OperationKind;
import io.vfleet.domain.remedy.Fix;
import java.util.Set;

/// The step that makes a number of VFs, by hand or by vfleet.
final class VfCountWrite {

    // these reset the PF for its first VFs (i40e_pci_sriov_configure, ixgbe_sriov_reinit,
    // igb_enable_sriov), mlx5 takes its bond apart meanwhile (mlx5_eswitch_enable)
    private static final Set<String> RESET = Set.of("i40e", "ixgbe", "igb");
    private static final String BREAKS_BONDS = "mlx5_core";

    private VfCountWrite() {}

    // from one count to another the kernel wants 0 in between
    // (Documentation/PCI/pci-iov-howto.rst)
    static Fix of(PhysicalFunction pf, int now, int wanted) {
        String file = pf.path("sriov_numvfs");
        String write = "echo " + wanted + " > " + file;
        String zero = "echo 0 > " + file;
        if (now > 0) {
            String through = wanted == 0 ? zero : zero + " && " + write;
            return Fix.destroyingVfs(through).by(OperationKind.RESIZE_VFS);
        }
        Fix first = disturbs(pf) ? Fix.inWindow(write) : Fix.of(write);
        return first.by(OperationKind.RESIZE_VFS);
    }

    private static boolean disturbs(PhysicalFunction pf) {
        String driver = pf.driver().orElse("");
        boolean bonded = pf.netdevs().stream().anyMatch(netdev -> netdev.master().isPresent());
        return RESET.contains(driver) || bonded && driver.equals(BREAKS_BONDS);
    }
}
