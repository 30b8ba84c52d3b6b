package io.vfleet.agent.operate;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a refused or falling-short write means, in one sentence. The first row that fits counts: an
/// errno alone has several causes, the kernel's line tells them apart.
///
/// @param errno empty: any, also none
/// @param driver of the PF; empty: any
/// @param line what one of the kernel's lines holds; empty: none is asked for
record Explanation(String errno, String driver, String line, String sentence) {

    private static final List<Explanation> TABLE =
            List.of(
                    // drivers/pci/iov.c, sriov_numvfs_store, in its order
                    row("ERANGE", "", "", "The count is above sriov_totalvfs."),
                    row("ENOENT", "", "no driver bound", "No driver is bound to the PF."),
                    row(
                            "ENOENT",
                            "",
                            "(?i)driver do(es not|esn't) support sriov",
                            "The PF's driver cannot make VFs."),
                    row(
                            "ENOENT",
                            "",
                            "(?i)driver does not support sr-iov",
                            "The PF's driver cannot make VFs."),
                    row(
                            "EBUSY",
                            "",
                            "VFs already enabled",
                            "Somebody else made VFs meanwhile: the count must go through 0."),
                    // sriov_enable, sriov_init
                    row(
                            "ENOMEM",
                            "",
                            "not enough MMIO resources",
                            "The firmware left too little MMIO space for the VFs' BARs."),
                    row(
                            "ENOMEM",
                            "",
                            "out of range",
                            "The bridge above has too few bus numbers for so many VFs."),
                    row("ENOMEM", "", "IOV BARS not allocated", "The VFs' BARs have no addresses."),
                    row(
                            "EIO",
                            "",
                            "",
                            "The card's SR-IOV capability contradicts itself: its firmware is"
                                    + " suspect."),
                    row("ENODEV", "", "", "A function this PF depends on is missing."),
                    row("ENOSYS", "", "", "A function this PF depends on is no PF."),
                    // drivers/net/ethernet/intel/ice/ice_sriov.c
                    row(
                            "ENOSPC",
                            "ice",
                            "MSI-X",
                            "The card has too few interrupts for so many VFs: ask for fewer."),
                    row(
                            "ENOSPC",
                            "ice",
                            "queues",
                            "The card has too few queues for so many VFs: ask for fewer."),
                    row(
                            "EOPNOTSUPP",
                            "ice",
                            "Safe Mode",
                            "The ice driver runs in Safe Mode, its DDP package is missing."),
                    row("EOPNOTSUPP", "ice", "", "The ice driver says this card has no SR-IOV."),
                    row("EAGAIN", "ice", "Failed to start", "The card did not start the VFs."),
                    row("EBUSY", "ice", "assigned", "VFs are assigned to virtual machines."),
                    row("EBUSY", "ice", "", "The ice driver is resetting the card."),
                    // drivers/net/ethernet/intel/i40e (out of tree), i40e_pci_sriov_configure
                    row(
                            "EAGAIN",
                            "i40e",
                            "",
                            "The i40e driver is busy with another operation; try again later."),
                    row(
                            "EPERM",
                            "i40e",
                            "resource constraints",
                            "The card has no resources for so many VFs: ask for fewer."),
                    row("EPERM", "i40e", "diagnostic", "The card is in diagnostic testing."),
                    row("EINVAL", "i40e", "assigned", "VFs are assigned to virtual machines."),
                    // drivers/net/ethernet/intel/ixgbe/ixgbe_sriov.c
                    row(
                            "EPERM",
                            "ixgbe",
                            "",
                            "Traffic classes and offloaded macvlans leave room for fewer VFs."),
                    // drivers/net/ethernet/broadcom/bnxt/bnxt_sriov.c: 0 or a smaller count, no
                    // errno
                    row(
                            "",
                            "bnxt_en",
                            "if is down",
                            "The driver makes no VFs while the PF's netdev is down: bring it up."),
                    row(
                            "",
                            "bnxt_en",
                            "FW reset",
                            "The driver makes no VFs while its firmware is resetting."),
                    row("", "bnxt_en", "irq mode", "The driver makes no VFs without MSI-X."),
                    row("", "bnxt_en", "assigned", "VFs are assigned to virtual machines."),
                    row(
                            "",
                            "bnxt_en",
                            "(can enable|Only able to reserve)",
                            "The card has resources for fewer VFs: ask for fewer."),
                    row(
                            "EINVAL",
                            "bnxt_en",
                            "resources",
                            "The PF uses all of the card's resources."),
                    // drivers/net/ethernet/mellanox/mlx5/core/sriov.c
                    row(
                            "",
                            "mlx5_core",
                            "failed to enable VF",
                            "The card's firmware failed to start a VF."),
                    row(
                            "",
                            "mlx5_core",
                            "device_enable_sriov failed",
                            "The card's firmware refused to start the VFs."),
                    row(
                            "",
                            "mlx5_core",
                            "(?i)eswitch",
                            "The card's embedded switch could not be set up for the VFs."),
                    // iov.c, pci_sriov_configure_simple; igb_main.c
                    row("EPERM", "", "assigned", "VFs are assigned to virtual machines."),
                    row("EBUSY", "", "assigned", "VFs are assigned to virtual machines."),
                    // an errno without a line that tells more
                    row("ENOENT", "", "", "The PF has no driver, or one that cannot make VFs."),
                    row(
                            "ENOMEM",
                            "",
                            "",
                            "The kernel had no memory, MMIO space or bus numbers for the VFs; its"
                                    + " log does not say which."),
                    row("EPERM", "", "", "The PF's driver does not allow it now."),
                    row(
                            "EINVAL",
                            "",
                            "",
                            "The kernel or the driver took the count for no valid one."),
                    row("EBUSY", "", "", "The PF's driver is busy, or VFs are there already."),
                    row("EAGAIN", "", "", "The PF's driver asks to try again later."),
                    row(
                            "ENOSPC",
                            "",
                            "",
                            "The driver ran out of a resource of the card; the kernel's lines say"
                                    + " which."),
                    row("EROFS", "", "", "/sys is mounted read-only for the agent."),
                    row("EACCES", "", "", "The agent may not write there: it needs to be root."),
                    // iov.c: a driver may return fewer than asked for, and the write succeeds
                    row(
                            "",
                            "",
                            "VFs requested; only",
                            "The driver made fewer VFs than asked for and called it a success."));

    private static Explanation row(String errno, String driver, String line, String sentence) {
        return new Explanation(errno, driver, line, sentence);
    }

    /// What a refused write means.
    static String of(String errno, Optional<String> driver, List<String> kernelLines) {
        return find(errno, driver, kernelLines)
                .orElse("The kernel answered " + errno + "; no cause is known for it.");
    }

    /// What it means that a write was taken and did something else.
    static String ofShortfall(Optional<String> driver, List<String> kernelLines) {
        return find("", driver, kernelLines)
                .orElse("The kernel took the count and made another number of VFs.");
    }

    private static Optional<String> find(
            String errno, Optional<String> driver, List<String> kernelLines) {
        return TABLE.stream()
                .filter(row -> row.errno.isEmpty() || row.errno.equals(errno))
                .filter(row -> row.driver.isEmpty() || row.driver.equals(driver.orElse("none")))
                .filter(row -> row.line.isEmpty() || holds(kernelLines, row.line))
                .map(Explanation::sentence)
                .findFirst();
    }

    private static boolean holds(List<String> lines, String what) {
        Pattern pattern = Pattern.compile(what);
        return lines.stream().anyMatch(line -> pattern.matcher(line).find());
    }
}
