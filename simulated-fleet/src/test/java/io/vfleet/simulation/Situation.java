package io.vfleet.simulation;

import java.util.Optional;

/// What a machine is brought into before a row of the [ErrnoTable] is asked. A kernel that cannot
/// be brought there has a reason.
enum Situation {
    OWN_DRIVER,
    NO_DRIVER,
    DRIVER_WITHOUT_SRIOV,
    GIVEN_TO_VFIO,
    /// nothing is at the address
    NO_FUNCTION,
    /// another card is at the address than the one that was decided on
    OTHER_FUNCTION,
    READ_ONLY_ATTRIBUTE,
    NO_ATTRIBUTE,

    NOT_ROOT("the agent of a simulated host may do everything", ""),
    SYS_IS_READ_ONLY("the agent of a simulated host may do everything", ""),

    ICE_SHORT_OF_INTERRUPTS("", Situation.OTHER_CARD),
    ICE_IN_SAFE_MODE("", Situation.OTHER_CARD),
    I40E_BUSY("", Situation.OTHER_CARD),
    I40E_SHORT_OF_RESOURCES("", Situation.OTHER_CARD),
    BNXT_SHORT_OF_RESOURCES("", Situation.OTHER_CARD),
    BNXT_DOWN("", Situation.OTHER_CARD),
    NO_MMIO_SPACE("", "Linux finds room for igb's VFs, however small its bridge's window"),
    NO_BUS_NUMBERS("", "igb's VFs are on the bus of their PF"),
    CONTRADICTORY_CAPABILITY("", "igb's capability is right");

    private static final String OTHER_CARD = "QEMU has no other network card with SR-IOV than igb";

    private final String notSimulated;
    private final String notInLab;

    Situation() {
        this("", "");
    }

    Situation(String notSimulated, String notInLab) {
        this.notSimulated = notSimulated;
        this.notInLab = notInLab;
    }

    /// Why a simulated kernel cannot be brought there.
    Optional<String> notSimulated() {
        return Optional.of(notSimulated).filter(reason -> !reason.isEmpty());
    }

    /// Why the lab's kernel cannot be brought there.
    Optional<String> notInLab() {
        return Optional.of(notInLab).filter(reason -> !reason.isEmpty());
    }
}
