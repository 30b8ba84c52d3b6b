package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.Pcie;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.remedy.Fix;
import java.util.List;

/// Without error reporting nobody sees a bad slot before it fails. Many servers let their firmware
/// handle errors on purpose, therefore never more than a remark.
final class AerUnavailable implements PfCheck {

    private static final CheckInfo INFO =
            CheckInfo.lesser(
                    "aer-unavailable",
                    "D16",
                    Link.FIRMWARE,
                    "Does the kernel hear of PCIe errors of every PF?");
    private static final VersionRange OLD = new VersionRange(List.of(0), List.of(4, 18));
    private static final String FILE = "aer_dev_correctable";
    private static final String OFF = "pci=noaer";

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Conclusion conclude(Examination host, PhysicalFunction pf) {
        Subject subject = Examination.subject(pf);
        boolean heard =
                pf.pcie().errors().isPresent()
                        || pf.upstream().stream().anyMatch(port -> port.errors().isPresent());
        if (heard) {
            return new Conclusion.Intact(subject);
        }
        if (beforeItTold(host)) {
            return new Conclusion.NotApplicable(subject, "kernels before 4.19 do not tell");
        }
        // without it nobody looked, or nobody may
        String decisive = pf.path(pf.pcie().capability().isPresent() ? FILE : "config");
        return host.unread(subject, decisive)
                .orElseGet(() ->
                        pf.pcie().capability().isPresent()
                                ? broken(host, pf)
                                : new Conclusion.NotApplicable(subject, "not looked for"));
    }

    /// Documentation/ABI/testing/sysfs-bus-pci-devices-aer_stats: since 4.19.
    private static boolean beforeItTold(Examination host) {
        List<Integer> release = VersionRange.numbers(host.host().kernelRelease().orElse("4.19"));
        return OLD.contains(release);
    }

    private static Conclusion broken(Examination host, PhysicalFunction pf) {
        boolean off = host.commandLine().filter(line -> line.has("pci", "noaer")).isPresent();
        return new FindingDraft(
                        INFO,
                        Examination.subject(pf),
                        "The kernel does not hear of PCIe errors of %s: %s."
                                .formatted(pf.address(), off ? OFF + " is asked for" : why(pf)))
                .severity(Severity.INFO)
                .confidence(Confidence.HIGH)
                .fix(off ? host.bootTool().remove(OFF) : List.of(look()))
                .evidence(Evidence.of(pf.path(FILE), "absent", "counters"))
                .conclude();
    }

    private static String why(PhysicalFunction pf) {
        boolean silent = pf.pcie().capability().filter(Pcie.Capability::aer).isEmpty();
        return silent
                ? "the card has no Advanced Error Reporting"
                : "the firmware keeps them, or the kernel was built without it";
    }

    private static Fix look() {
        return Fix.of("dmesg | grep -e _OSC -e AER");
    }
}
