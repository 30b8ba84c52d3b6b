package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.remedy.Fix;
import java.util.List;

/// How to make a card offer more VFs: every maker has a way of their own.
final class VfLimit {

    /// No certain count is wanted.
    static final int AS_MANY = 0;

    private static final String MELLANOX = "15b3";

    private VfLimit() {}

    // NVIDIA warns that a server may not boot with a count its BIOS cannot place (MFT manual)
    static List<Fix> raise(PhysicalFunction pf, int wanted) {
        if (pf.vendorId().filter(MELLANOX::equals).isPresent()) {
            String count = wanted == AS_MANY ? "8" : Integer.toString(wanted);
            String command =
                    "mlxconfig -d %s set SRIOV_EN=1 NUM_OF_VFS=%s".formatted(pf.address(), count);
            return List.of(new Fix(command, true, true));
        }
        return List.of(
                new Fix(
                        "# raise the VF limit of %s with its maker's tool or in the BIOS"
                                .formatted(pf.address()),
                        true,
                        true));
    }
}
