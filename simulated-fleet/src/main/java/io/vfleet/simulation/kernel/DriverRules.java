package io.vfleet.simulation.kernel;

import java.util.List;
import java.util.Optional;

/// What the PFs' drivers say to a number of VFs before the PCI core makes them.
final class DriverRules {

    // drivers/net/ethernet/intel/ice/ice_sriov.h: ICE_MIN_QS_PER_VF and one for the mailbox
    private static final int MSIX_PER_VF = 2;

    private DriverRules() {}

    /// A driver's answer.
    ///
    /// @param count how many VFs it goes on with
    record Verdict(Optional<Errno> errno, int count, List<String> lines) {

        private static Verdict go(int count) {
            return new Verdict(Optional.empty(), count, List.of());
        }

        private static Verdict fewer(int count, String line) {
            return new Verdict(Optional.empty(), count, List.of(line));
        }

        private static Verdict no(Errno errno, String line) {
            return new Verdict(Optional.of(errno), 0, List.of(line));
        }
    }

    /// @param count 0: the VFs are to be taken away
    static Verdict asked(CardPort port, int count) {
        return switch (port.driver().orElseThrow()) {
            case "ice" -> ice(port, count);
            case "i40e" -> i40e(port, count);
            case "ixgbe" -> ixgbe(port, count);
            case "bnxt_en" -> bnxt(port, count);
            default -> room(port, count);
        };
    }

    // ice_sriov.c, ice_check_sriov_allowed: asked for 0 as well
    private static Verdict ice(CardPort port, int count) {
        if (port.state().is(Condition.SAFE_MODE)) {
            return Verdict.no(
                    Errno.EOPNOTSUPP, "Device is in Safe Mode - cannot enable/disable VFs");
        }
        return port.state().is(Condition.RESETTING)
                ? Verdict.no(Errno.EBUSY, "device not ready")
                : room(port, count);
    }

    // i40e_main.c and i40e_virtchnl_pf.c, i40e_pci_sriov_configure
    private static Verdict i40e(CardPort port, int count) {
        CardState state = port.state();
        if (state.is(Condition.OPERATION_PENDING)) {
            return Verdict.no(Errno.EAGAIN, "Unable to configure VFs, other operation is pending.");
        }
        if (state.is(Condition.SELF_TEST)) {
            return Verdict.no(
                    Errno.EPERM, "Cannot enable SR-IOV virtual functions while diagnostic testing");
        }
        int room = state.roomForVfs().orElse(count);
        return count > room
                ? Verdict.no(
                        Errno.EPERM,
                        "Unable to enable %d VFs. Limited to %d VFs due to device resource constraints."
                                .formatted(count, room))
                : Verdict.go(count);
    }

    // ixgbe_sriov.c, ixgbe_pci_sriov_enable
    private static Verdict ixgbe(CardPort port, int count) {
        int most = 15;
        return port.state().is(Condition.TRAFFIC_CLASSES) && count > most
                ? Verdict.no(
                        Errno.EPERM,
                        "Currently configured with 8 TCs, and 0 offloaded macvlans. Creating more than %d VFs is not allowed"
                                .formatted(most))
                : room(port, count);
    }

    // bnxt_sriov.c, bnxt_sriov_configure: 0 is no error to the core
    private static Verdict bnxt(CardPort port, int count) {
        boolean up = port.netdev().filter(Netdev::up).isPresent();
        if (!up) {
            return Verdict.fewer(
                    port.vfs().size(), "Reject SRIOV config request since if is down!");
        }
        if (port.state().is(Condition.RESETTING)) {
            return Verdict.fewer(
                    port.vfs().size(), "Reject SRIOV config request when FW reset is in progress");
        }
        int room = port.state().roomForVfs().orElse(count);
        return count > room
                ? Verdict.fewer(room, "Requested VFs %d, can enable %d".formatted(count, room))
                : Verdict.go(count);
    }

    private static Verdict room(CardPort port, int count) {
        return Verdict.go(Math.min(count, port.state().roomForVfs().orElse(count)));
    }

    /// What a driver finds out only when the VFs are there already.
    static Optional<Answer> afterwards(CardPort port, int count) {
        int left = port.state().msixVectorsLeft().orElse(Integer.MAX_VALUE);
        boolean counted = port.driver().filter("ice"::equals).isPresent();
        if (!counted || (long) count * MSIX_PER_VF <= left) {
            return Optional.empty();
        }
        // ice_set_per_vf_res
        return Optional.of(
                Answer.of(
                        Errno.ENOSPC,
                        "Only %d MSI-X interrupts available for SR-IOV. Not enough to support minimum of %d MSI-X interrupts per VF for %d VFs"
                                .formatted(left, MSIX_PER_VF, count)));
    }

    /// What the core itself asks for (drivers/pci/iov.c, `sriov_enable`).
    static Optional<Answer> core(CardPort port, int count) {
        if (port.state().is(Condition.CONTRADICTORY_CAPABILITY)) {
            return Optional.of(Answer.of(Errno.EIO));
        }
        if (port.state().is(Condition.BARS_UNASSIGNED)) {
            return Optional.of(Answer.of(Errno.ENOMEM, "not enough MMIO resources for SR-IOV"));
        }
        int needed = port.vfAddress(count - 1).bus();
        return needed > port.lastBus()
                ? Optional.of(
                        Answer.of(
                                Errno.ENOMEM,
                                "can't enable %d VFs (bus %02x out of range of [bus %02x-%02x])"
                                        .formatted(
                                                count,
                                                needed,
                                                port.address().bus(),
                                                port.lastBus())))
                : Optional.empty();
    }
}
