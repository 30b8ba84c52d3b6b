package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.Card.FirmwareSettings;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.remedy.Fix;
import io.vfleet.domain.remedy.ShellWord;
import java.util.List;
import java.util.Optional;

/// How to make a card offer more VFs: every maker has a way of their own, and none of them takes
/// effect before the next reset.
final class VfLimit {

    /// No certain count is wanted.
    static final int AS_MANY = 0;

    private static final String MELLANOX = "15b3";
    private static final String INTEL = "8086";
    private static final String BROADCOM = "14e4";

    private VfLimit() {}

    static List<Fix> raise(PhysicalFunction pf, int wanted) {
        return new Card(pf.address(), pf.vendorId().orElse(""), pf.card().firmware())
                .raise(wanted == AS_MANY ? "8" : Integer.toString(wanted));
    }

    /// The same of a card that offers none at all.
    static List<Fix> raise(FormerPf pf) {
        return new Card(pf.address(), pf.function().vendorId().orElse(""), Optional.empty())
                .raise("8");
    }

    private record Card(PciAddress pf, String vendor, Optional<FirmwareSettings> told) {

        List<Fix> raise(String count) {
            return switch (vendor) {
                case MELLANOX -> List.of(costly(mellanox(count)));
                case BROADCOM -> List.of(costly(broadcom()), costly(limit("niccli")));
                case INTEL ->
                        List.of(
                                costly(
                                        "# BIOS, device settings of %s: enable SR-IOV; its NVM is updated by nvmupdate64e"
                                                .formatted(pf)));
                default -> List.of(costly(limit("its maker's tool or in the BIOS")));
            };
        }

        // NVIDIA warns that a server may not boot with a count its BIOS cannot place (MFT manual);
        // where PF_NUM_OF_VF_VALID is set, PF_NUM_OF_VF counts instead (mstflint,
        // mlxconfig_host.db)
        private String mellanox(String count) {
            String tool =
                    told.map(FirmwareSettings::tool).filter(ShellWord::safe).orElse("mlxconfig");
            boolean each =
                    told.map(now -> now.current("PF_NUM_OF_VF_VALID").orElse(0)).orElse(0) == 1;
            return "%s -d %s set SRIOV_EN=1 %s=%s"
                    .formatted(tool, pf, each ? "PF_NUM_OF_VF" : "NUM_OF_VFS", count);
        }

        // Documentation/networking/devlink/bnxt.rst
        private String broadcom() {
            return "devlink dev param set pci/%s name enable_sriov value true cmode permanent"
                    .formatted(pf);
        }

        private String limit(String by) {
            return "# raise the VF limit of %s with %s".formatted(pf, by);
        }

        private static Fix costly(String command) {
            return Fix.withReboot(command).destroyingVfs();
        }
    }
}
