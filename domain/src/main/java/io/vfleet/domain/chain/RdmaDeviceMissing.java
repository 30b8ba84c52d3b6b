package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.RdmaDevice;
import io.vfleet.domain.inventory.VirtualFunction;
import io.vfleet.domain.remedy.Fix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A VF on a driver with an RDMA half needs that half too. Asked where the profile wants RDMA, or
/// where siblings have what one VF lacks.
final class RdmaDeviceMissing implements PfCheck {

    private static final CheckInfo INFO =
            CheckInfo.critical(
                            "rdma-device-missing",
                            "D43",
                            Link.RDMA,
                            "Has every VF an RDMA device, where RDMA is wanted or its siblings"
                                    + " have one?")
                    .showing(Symptom.RDMA_DEVICE_UNUSABLE)
                    .causedBy(VfCountDiffers.ID, VfsLostAtBoot.ID, PfWithoutDriver.ID);

    /// The RDMA half of each network driver (rdma-core, kernel-boot/rdma-hw-modules.rules; irdma
    /// binds by the auxiliary bus).
    private static final Map<String, String> HALVES =
            Map.of(
                    "mlx5_core", "mlx5_ib",
                    "mlx4_core", "mlx4_ib",
                    "ice", "irdma",
                    "iavf", "irdma",
                    "bnxt_en", "bnxt_re");

    private static final String CLASS = "/sys/class/infiniband";

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Conclusion conclude(Examination host, PhysicalFunction pf) {
        return new Case(host, pf).conclude();
    }

    /// One PF and its VFs.
    private record Case(Examination host, PhysicalFunction pf) {

        Conclusion conclude() {
            if (host.expectations().rdma().filter(wanted -> !wanted).isPresent()) {
                return notApplicable("the profile wants no RDMA");
            }
            if (pf.virtualFunctions().isEmpty()) {
                return withoutVfs();
            }
            List<VirtualFunction> lacking =
                    judged().filter(vf -> !hasDevice(vf.rdmaDevices())).toList();
            if (!wanted() && !anyHas()) {
                return notApplicable("RDMA is not asked for, and no VF has it");
            }
            return lacking.isEmpty() ? unreadOr() : missing(lacking);
        }

        private Subject subject() {
            return Examination.subject(pf);
        }

        private Conclusion notApplicable(String why) {
            return new Conclusion.NotApplicable(subject(), why);
        }

        private boolean wanted() {
            return host.expectations().rdma().orElse(false);
        }

        private boolean anyHas() {
            return judged().anyMatch(vf -> hasDevice(vf.rdmaDevices()));
        }

        private Conclusion withoutVfs() {
            boolean asked = wanted() || hasDevice(pf.rdmaDevices());
            return asked && host.wantsVfs(pf)
                    ? new Conclusion.Blocked(subject(), pf.path("virtfn*"), "no VFs")
                    : notApplicable("no VFs");
        }

        /// VFs on a driver with an RDMA half; those given to vfio-pci are their owner's business.
        private Stream<VirtualFunction> judged() {
            return pf.virtualFunctions().stream()
                    .filter(vf -> vf.driver().filter(HALVES::containsKey).isPresent());
        }

        private static boolean hasDevice(List<RdmaDevice> devices) {
            return devices.stream().anyMatch(RdmaDevice::hardware);
        }

        private Conclusion missing(List<VirtualFunction> lacking) {
            List<VirtualFunction> proven =
                    lacking.stream().filter(vf -> unread(vf).isEmpty()).toList();
            List<VirtualFunction> seen = proven.stream().filter(this::visible).toList();
            if (!seen.isEmpty()) {
                return broken(seen);
            }
            return lacking.stream()
                    .flatMap(vf -> unread(vf).stream())
                    .findFirst()
                    .orElseGet(() -> hidden(proven.getFirst()));
        }

        private Optional<Conclusion> unread(VirtualFunction vf) {
            return host.unread(subject(), vf.path("infiniband"))
                    .or(() -> host.unread(subject(), CLASS));
        }

        /// In exclusive mode a pod's RDMA device leaves the host's view, as its interface does
        /// (rdma-system(8)). A PF without any shows that the half is missing altogether.
        private boolean visible(VirtualFunction vf) {
            return !vf.netdevs().isEmpty() || !hasDevice(pf.rdmaDevices());
        }

        private Conclusion hidden(VirtualFunction vf) {
            return new Conclusion.Unknown(
                    subject(),
                    vf.path("infiniband"),
                    "absent like its network interface: a pod may hold both; run ibv_devinfo in"
                            + " the pod");
        }

        private Conclusion unreadOr() {
            return pf.virtualFunctions().stream()
                    .filter(vf -> vf.driver().isEmpty())
                    .flatMap(vf -> host.unread(subject(), vf.path("driver")).stream())
                    .findFirst()
                    .orElseGet(this::intact);
        }

        private Conclusion intact() {
            Optional<VirtualFunction> one = judged().findFirst();
            return one.isPresent()
                    ? new Conclusion.Intact(subject())
                    : notApplicable("no VF is on a driver that has an RDMA half");
        }

        private Conclusion broken(List<VirtualFunction> vfs) {
            List<PciAddress> addresses = vfs.stream().map(VirtualFunction::address).toList();
            String driver = vfs.getFirst().driver().orElse("");
            String half = HALVES.getOrDefault(driver, "");
            return new FindingDraft(INFO, subject(), cause(addresses, half))
                    .severity(wanted() ? Severity.CRITICAL : Severity.WARNING)
                    .confidence(Confidence.HIGH)
                    .fix(fixes(vfs.getFirst(), driver, half))
                    .evidence(
                            addresses.stream()
                                    .limit(8)
                                    .map(vf ->
                                            Evidence.of(
                                                    vf.sysfsPath() + "/infiniband",
                                                    "absent",
                                                    "an RDMA device"))
                                    .toList())
                    .conclude();
        }

        private String cause(List<PciAddress> addresses, String half) {
            return "%d of %s of %s without an RDMA device%s: %s.%s"
                    .formatted(
                            addresses.size(),
                            Words.count(pf.virtualFunctions().size(), "VF"),
                            pf.address(),
                            wanted() ? "" : ", unlike the others",
                            Words.list(addresses),
                            listed(half) ? "" : " The module " + half + notListed());
        }

        private String notListed() {
            return host.gap("/proc/modules")
                    .map(gap -> " may be missing (/proc/modules: " + gap.reason() + ").")
                    .orElse(" is not in /proc/modules.");
        }

        private boolean listed(String module) {
            return host.inventory().modules().stream().anyMatch(one -> one.name().equals(module));
        }

        private List<Fix> fixes(VirtualFunction vf, String driver, String half) {
            List<Fix> steps = new ArrayList<>();
            if (!listed(half)) {
                // without -a the further words would be taken for parameters of the first module
                steps.add(Fix.of("modprobe -a " + half + " ib_uverbs rdma_ucm"));
            }
            if (half.equals("irdma")) {
                // a VF learns of RDMA when it is made (README of Intel's ice driver)
                String file = pf.path("sriov_numvfs");
                String again = "echo 0 > %s && echo %d > %s".formatted(file, Scope.vfs(pf), file);
                steps.add(Fix.destroyingVfs(again));
                return steps;
            }
            String bus = "/sys/bus/pci/drivers/" + driver;
            steps.add(
                    Fix.inWindow(
                            "echo %s > %s/unbind && echo %s > %s/bind"
                                    .formatted(vf.address(), bus, vf.address(), bus)));
            return steps;
        }
    }
}
