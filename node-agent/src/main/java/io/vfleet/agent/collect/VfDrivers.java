package io.vfleet.agent.collect;

import java.util.Set;

/// Tells a VF that was given to a guest: its PF is out of sight and no link says what it is.
final class VfDrivers {

    /// drivers that bind to VFs only (their MODULE_DEVICE_TABLE lists no PF)
    private static final Set<String> DRIVERS =
            Set.of("iavf", "i40evf", "ixgbevf", "igbvf", "fm10kvf", "cxgb4vf", "liquidio_vf");

    /// VFs of the ConnectX family, which share their PFs' driver (drivers/net/ethernet/mellanox,
    /// mlx5_core_pci_table and mlx4_pci_table)
    private static final Set<String> MELLANOX_VFS =
            Set.of("1002", "1004", "1012", "1014", "1016", "1018", "101a", "101c", "101e", "a2d3");

    private VfDrivers() {}

    static boolean bind(Look look, PciFunction function) {
        if (!function.network() || function.has("sriov_totalvfs")) {
            return false;
        }
        return look.glanceLink(function.path("driver"))
                        .map(target -> target.substring(target.lastIndexOf('/') + 1))
                        .filter(DRIVERS::contains)
                        .isPresent()
                || mellanox(look, function);
    }

    private static boolean mellanox(Look look, PciFunction function) {
        return look.glanceText(function.path("vendor")).filter("0x15b3"::equals).isPresent()
                && look.glanceText(function.path("device"))
                        .filter(id -> MELLANOX_VFS.contains(id.replaceFirst("^0x", "")))
                        .isPresent();
    }
}
