package io.vfleet.domain.remedy;

import java.util.List;

/// The table of [WriteFailure], after the kernel's sources; what a row says holds for 5.15 to 6.12.
final class WriteFailures {

    private static final Fix MOST = Fix.of("# want at most {limit} VFs of {pf}");
    private static final Fix FEWER = Fix.of("# want fewer VFs of {pf} than {wanted}");
    private static final Fix AGAIN = Fix.of("echo {wanted} > {file}");
    private static final Fix THROUGH_0 =
            Fix.destroyingVfs("echo 0 > {file} && echo {wanted} > {file}");
    private static final Fix PROBE = Fix.of("echo {pf} > /sys/bus/pci/drivers_probe");
    private static final Fix UNBIND = Fix.of("echo {pf} > /sys/bus/pci/devices/{pf}/driver/unbind");
    private static final Fix LINES = Fix.of("journalctl -k --grep {pf}");
    private static final Fix FREE_VFS = Fix.of("# end the virtual machines that hold VFs of {pf}");
    private static final Fix NETDEV_UP = Fix.of("ip link set {netdev} up");
    private static final Fix CARD_FIRMWARE = Fix.withReboot("# update the firmware of {pf}");
    private static final Fix BIOS_SPACE =
            Fix.withReboot("# in the BIOS: enable Above 4G Decoding and SR-IOV support");
    private static final Fix BIOS_BUSES =
            Fix.withReboot("# in the BIOS: enable ARI, or reserve more buses for the slot of {pf}");

    static final List<WriteFailure> TABLE =
            List.of(
                    // drivers/pci/iov.c, sriov_numvfs_store, in its order
                    row("D20 ERANGE", "", "", "The count is above sriov_totalvfs.", MOST),
                    row(
                            "D23 ENOENT",
                            "",
                            "no driver bound",
                            "No driver is bound to the PF.",
                            PROBE),
                    row(
                            "D23 ENOENT",
                            "",
                            "(?i)driver do(es not|esn't) support sr-?iov",
                            "The PF's driver cannot make VFs.",
                            UNBIND,
                            PROBE),
                    row(
                            "D22 EBUSY",
                            "",
                            "VFs already enabled",
                            "Somebody else made VFs meanwhile: the count must go through 0.",
                            THROUGH_0),
                    // sriov_enable, sriov_init
                    row(
                            "D24 ENOMEM",
                            "",
                            "not enough MMIO resources",
                            "The firmware left too little MMIO space for the VFs' BARs.",
                            BIOS_SPACE,
                            realloc()),
                    row(
                            "D24 ENOMEM",
                            "",
                            "out of range",
                            "The bridge above has too few bus numbers for so many VFs.",
                            FEWER,
                            BIOS_BUSES),
                    row(
                            "D24 ENOMEM",
                            "",
                            "IOV BARS not allocated",
                            "The VFs' BARs have no addresses.",
                            BIOS_SPACE,
                            realloc()),
                    row(
                            "D27 EIO",
                            "",
                            "",
                            "The card's SR-IOV capability contradicts itself: its firmware is"
                                    + " suspect.",
                            CARD_FIRMWARE),
                    row("D27 ENODEV", "", "", "A function this PF depends on is missing.", LINES),
                    row("D27 ENOSYS", "", "", "A function this PF depends on is no PF.", LINES),
                    // drivers/net/ethernet/intel/ice/ice_sriov.c
                    row(
                            "D21 ENOSPC",
                            "ice",
                            "MSI-X",
                            "The card has too few interrupts for so many VFs: ask for fewer.",
                            FEWER),
                    row(
                            "D21 ENOSPC",
                            "ice",
                            "queues",
                            "The card has too few queues for so many VFs: ask for fewer.",
                            FEWER),
                    row(
                            "D28 EOPNOTSUPP",
                            "ice",
                            "Safe Mode",
                            "The ice driver runs in Safe Mode, its DDP package is missing.",
                            Fix.of("ls /lib/firmware/intel/ice/ddp"),
                            Fix.withReboot("# install the DDP package (linux-firmware)")),
                    row(
                            "D28 EOPNOTSUPP",
                            "ice",
                            "",
                            "The ice driver says this card has no SR-IOV.",
                            CARD_FIRMWARE),
                    row(
                            "D26 EAGAIN",
                            "ice",
                            "Failed to start",
                            "The card did not start the VFs.",
                            AGAIN),
                    row(
                            "D27 EBUSY",
                            "ice",
                            "assigned",
                            "VFs are assigned to virtual machines.",
                            FREE_VFS),
                    row("D22 EBUSY", "ice", "", "The ice driver is resetting the card.", AGAIN),
                    // drivers/net/ethernet/intel/i40e (out of tree), i40e_pci_sriov_configure
                    row(
                            "D26 EAGAIN",
                            "i40e",
                            "",
                            "The i40e driver is busy with another operation; try again later.",
                            AGAIN),
                    row(
                            "D27 EPERM",
                            "i40e",
                            "resource constraints",
                            "The card has no resources for so many VFs: ask for fewer.",
                            FEWER),
                    row(
                            "D27 EPERM",
                            "i40e",
                            "diagnostic",
                            "The card is in diagnostic testing.",
                            AGAIN),
                    row(
                            "D27 EINVAL",
                            "i40e",
                            "assigned",
                            "VFs are assigned to virtual machines.",
                            FREE_VFS),
                    // drivers/net/ethernet/intel/ixgbe/ixgbe_sriov.c
                    row(
                            "D27 EPERM",
                            "ixgbe",
                            "",
                            "Traffic classes and offloaded macvlans leave room for fewer VFs.",
                            FEWER),
                    // drivers/net/ethernet/broadcom/bnxt/bnxt_sriov.c: 0 or a smaller count, no
                    // errno
                    row(
                            "D25",
                            "bnxt_en",
                            "if is down",
                            "The driver makes no VFs while the PF's netdev is down: bring it up.",
                            NETDEV_UP,
                            AGAIN),
                    row(
                            "D25",
                            "bnxt_en",
                            "FW reset",
                            "The driver makes no VFs while its firmware is resetting.",
                            AGAIN),
                    row(
                            "D25",
                            "bnxt_en",
                            "irq mode",
                            "The driver makes no VFs without MSI-X.",
                            LINES),
                    row(
                            "D27",
                            "bnxt_en",
                            "assigned",
                            "VFs are assigned to virtual machines.",
                            FREE_VFS),
                    row(
                            "D25",
                            "bnxt_en",
                            "(can enable|Only able to reserve)",
                            "The card has resources for fewer VFs: ask for fewer.",
                            FEWER),
                    row(
                            "D27 EINVAL",
                            "bnxt_en",
                            "resources",
                            "The PF uses all of the card's resources.",
                            FEWER),
                    // drivers/net/ethernet/mellanox/mlx5/core/sriov.c
                    row(
                            "D25",
                            "mlx5_core",
                            "failed to enable VF",
                            "The card's firmware failed to start a VF.",
                            LINES,
                            CARD_FIRMWARE),
                    row(
                            "D25",
                            "mlx5_core",
                            "device_enable_sriov failed",
                            "The card's firmware refused to start the VFs.",
                            LINES,
                            CARD_FIRMWARE),
                    row(
                            "D25",
                            "mlx5_core",
                            "(?i)eswitch",
                            "The card's embedded switch could not be set up for the VFs.",
                            Fix.of("devlink dev eswitch show pci/{pf}")),
                    // iov.c, pci_sriov_configure_simple; igb_main.c
                    row(
                            "D27 EPERM",
                            "",
                            "assigned",
                            "VFs are assigned to virtual machines.",
                            FREE_VFS),
                    row(
                            "D27 EBUSY",
                            "",
                            "assigned",
                            "VFs are assigned to virtual machines.",
                            FREE_VFS),
                    // an errno without a line that tells more
                    row(
                            "D23 ENOENT",
                            "",
                            "",
                            "The PF has no driver, or one that cannot make VFs.",
                            PROBE),
                    row(
                            "D24 ENOMEM",
                            "",
                            "",
                            "The kernel had no memory, MMIO space or bus numbers for the VFs; its"
                                    + " log does not say which.",
                            LINES,
                            BIOS_SPACE),
                    row("D27 EPERM", "", "", "The PF's driver does not allow it now.", LINES),
                    row(
                            "D27 EINVAL",
                            "",
                            "",
                            "The kernel or the driver took the count for no valid one.",
                            LINES),
                    row(
                            "D22 EBUSY",
                            "",
                            "",
                            "The PF's driver is busy, or VFs are there already.",
                            THROUGH_0),
                    row("D26 EAGAIN", "", "", "The PF's driver asks to try again later.", AGAIN),
                    row(
                            "D21 ENOSPC",
                            "",
                            "",
                            "The driver ran out of a resource of the card; the kernel's lines say"
                                    + " which.",
                            FEWER,
                            LINES),
                    row(
                            "D27 EROFS",
                            "",
                            "",
                            "/sys is mounted read-only for the agent.",
                            Fix.of("mount -o remount,rw /sys")),
                    row(
                            "D27 EACCES",
                            "",
                            "",
                            "The agent may not write there: it needs to be root.",
                            Fix.of("systemctl show vfleet-agent -p User")),
                    // iov.c: a driver may return fewer than asked for, and the write succeeds
                    row(
                            "D25",
                            "",
                            "VFs requested; only",
                            "The driver made fewer VFs than asked for and called it a success.",
                            FEWER,
                            LINES),
                    word(
                            "D25",
                            WriteFailure.SHORTFALL,
                            "The kernel took the count and made another number of VFs.",
                            FEWER,
                            LINES),
                    word(
                            "D32",
                            WriteFailure.NO_ANSWER,
                            "The write has not come back: its process cannot be ended, and every"
                                    + " further write would wait behind it.",
                            Fix.withReboot("# reboot the host; until then touch nothing of {pf}")));

    private WriteFailures() {}

    static WriteFailure unknown(String errno) {
        return word(
                "D27",
                errno,
                "The kernel answered " + errno + "; no cause is known for it.",
                LINES);
    }

    private static Fix realloc() {
        return Fix.withReboot("# add pci=realloc to the kernel's command line");
    }

    /// @param name the reference, then the errno unless any will do
    private static WriteFailure row(
            String name, String driver, String line, String sentence, Fix... fixes) {
        String[] words = name.split(" ");
        return new WriteFailure(
                words[0], words.length > 1 ? words[1] : "", driver, line, sentence, List.of(fixes));
    }

    private static WriteFailure word(
            String reference, String errno, String sentence, Fix... fixes) {
        return new WriteFailure(reference, errno, "", "", sentence, List.of(fixes));
    }
}
