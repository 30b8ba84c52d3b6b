package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.PhysicalFunction.Sriov;
import io.vfleet.domain.inventory.VirtualFunction;
import io.vfleet.domain.remedy.Fix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A VF without a driver has neither network interface nor RDMA device. Someone may hold it back on
/// purpose, for DPDK or until the network is ready.
final class VfWithoutDriver implements PfCheck {

    static final String ID = "vf-without-driver";

    private static final CheckInfo INFO =
            CheckInfo.lesser(ID, "D29", Link.VFS, "Has every VF a driver?")
                    .showing(Symptom.RDMA_DEVICE_UNUSABLE);
    private static final String AUTOPROBE = "sriov_drivers_autoprobe";

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Conclusion conclude(Examination host, PhysicalFunction pf) {
        Subject subject = Examination.subject(pf);
        List<VirtualFunction> vfs = pf.virtualFunctions();
        if (vfs.isEmpty()) {
            return new Conclusion.NotApplicable(subject, "no VFs");
        }
        List<VirtualFunction> bare = vfs.stream().filter(vf -> vf.driver().isEmpty()).toList();
        List<VirtualFunction> proven =
                bare.stream().filter(vf -> host.gap(vf.path("driver")).isEmpty()).toList();
        if (!proven.isEmpty()) {
            return new Case(host, pf, proven).broken();
        }
        return bare.isEmpty()
                ? new Conclusion.Intact(subject)
                : host.unknown(subject, bare.getFirst().path("driver"));
    }

    private record Case(Examination host, PhysicalFunction pf, List<VirtualFunction> bare) {

        Conclusion broken() {
            List<PciAddress> addresses = bare.stream().map(VirtualFunction::address).toList();
            String cause =
                    "%d of %s of %s without a driver: %s. %s"
                            .formatted(
                                    bare.size(),
                                    Words.count(pf.virtualFunctions().size(), "VF"),
                                    pf.address(),
                                    Words.list(addresses),
                                    why());
            boolean wanted = host.expectations().rdma().orElse(false) && overrides().isEmpty();
            return new FindingDraft(INFO, Examination.subject(pf), cause)
                    .reference(heldBack() ? "D30" : "D29")
                    .severity(wanted ? Severity.CRITICAL : Severity.WARNING)
                    .confidence(overrides().isEmpty() ? Confidence.HIGH : Confidence.MEDIUM)
                    .fix(fixes(addresses.getFirst()))
                    .evidence(evidence(addresses))
                    .conclude();
        }

        private List<Evidence> evidence(List<PciAddress> addresses) {
            List<Evidence> proofs = new ArrayList<>();
            addresses.stream()
                    .limit(8)
                    .map(vf -> Evidence.of(vf.sysfsPath() + "/driver", "absent", "a driver"))
                    .forEach(proofs::add);
            if (heldBack()) {
                proofs.add(Evidence.of(pf.path(AUTOPROBE), "0", "1"));
            }
            return proofs;
        }

        private boolean heldBack() {
            return pf.sriov().flatMap(Sriov::driversAutoprobe).filter(on -> !on).isPresent();
        }

        private List<String> overrides() {
            return bare.stream().flatMap(vf -> vf.driverOverride().stream()).distinct().toList();
        }

        private String why() {
            if (!overrides().isEmpty()) {
                return "driver_override wants %s, which is not loaded or did not take them."
                        .formatted(String.join(", ", overrides()));
            }
            return heldBack()
                    ? "The PF leaves its VFs without one (sriov_drivers_autoprobe is 0)."
                    : "The driver's module is missing, or its probe failed.";
        }

        private List<Fix> fixes(PciAddress first) {
            List<Fix> steps = new ArrayList<>();
            if (heldBack()) {
                steps.add(Fix.of("echo 1 > " + pf.path(AUTOPROBE)));
            }
            Optional<String> override = overrides().stream().findFirst();
            String module =
                    override.isPresent()
                            ? "\"$(cat %s/driver_override)\"".formatted(first.sysfsPath())
                            : "\"$(cat %s/modalias)\"".formatted(first.sysfsPath());
            steps.add(Fix.of("modprobe " + module));
            steps.add(
                    Fix.of(
                            "for vf in %s; do echo $vf > /sys/bus/pci/drivers_probe; done"
                                    .formatted(all())));
            steps.add(Fix.of("dmesg | grep " + first));
            return steps;
        }

        private String all() {
            return String.join(" ", bare.stream().map(vf -> vf.address().toString()).toList());
        }
    }
}
