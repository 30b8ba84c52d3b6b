package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.VfCountOwner;
import io.vfleet.domain.remedy.Fix;
import io.vfleet.domain.remedy.ShellWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The VF count is not kept over a reboot: whoever made the VFs must make them again, and a file
/// that does so may have failed.
final class VfsLostAtBoot implements PfCheck {

    static final String ID = "vfs-lost-at-boot";

    private static final CheckInfo INFO =
            CheckInfo.lesser(
                            ID,
                            "D35",
                            Link.VFS,
                            "Did every PF that had VFs, or is to have them by a file, get them at"
                                    + " the last boot?")
                    .causedBy(
                            PfWithoutDriver.ID,
                            VfWriteFailed.ID,
                            VfInterruptsShort.ID,
                            VfMemoryUnassigned.ID,
                            BusNumbersShort.ID,
                            SriovCapabilityContradicts.ID,
                            SriovNotOffered.ID);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Conclusion conclude(Examination host, PhysicalFunction pf) {
        Subject subject = Examination.subject(pf);
        int before = Scope.before(host.inventory(), pf.address());
        Optional<VfCountOwner> asking = Scope.asking(host.inventory(), pf.address()).findFirst();
        if (before == 0 && asking.isEmpty()) {
            return new Conclusion.NotApplicable(subject, "no VFs remembered from before");
        }
        if (Scope.vfs(pf) > 0 || !host.wantsVfs(pf)) {
            return new Conclusion.Intact(subject);
        }
        if (Scope.changed(host.inventory(), pf.address())) {
            return new Conclusion.NotApplicable(subject, "its count was changed since the boot");
        }
        if (host.numVfs(pf).isEmpty()) {
            return host.unknown(subject, pf.path("sriov_numvfs"));
        }
        return asking.map(owner -> failed(pf, owner)).orElseGet(() -> broken(pf, before));
    }

    /// It may have been written since the boot.
    private static Conclusion failed(PhysicalFunction pf, VfCountOwner owner) {
        int asked = owner.numVfs().orElse(0);
        String vfs = Words.count(asked, "VF");
        return new FindingDraft(
                        INFO,
                        Examination.subject(pf),
                        "%s has no VFs, and %s (%s) asks for %s: it did not run at boot, or failed."
                                .formatted(pf.address(), owner.path(), owner.kind(), vfs))
                .severity(Severity.WARNING)
                .confidence(Confidence.MEDIUM)
                .fix(Fix.of("journalctl -b | grep -i -e sriov -e " + pf.address()))
                .fix(VfCountWrite.of(pf, 0, asked))
                .evidence(Evidence.of(pf.path("sriov_numvfs"), "0", Integer.toString(asked)))
                .evidence(Evidence.of(owner.path(), vfs))
                .conclude();
    }

    private static Conclusion broken(PhysicalFunction pf, int before) {
        String cause =
                "%s had %s before the last boot and has none now: nothing on this host makes them"
                        .formatted(pf.address(), Words.count(before, "VF"));
        return new FindingDraft(INFO, Examination.subject(pf), cause + " at boot.")
                .severity(Severity.WARNING)
                .confidence(Confidence.MEDIUM)
                .fix(fixes(pf, before))
                .evidence(Evidence.of(pf.path("sriov_numvfs"), "0", before + " (before the boot)"))
                .conclude();
    }

    private static List<Fix> fixes(PhysicalFunction pf, int before) {
        List<Fix> steps = new ArrayList<>();
        steps.add(VfCountWrite.of(pf, 0, before));
        steps.addAll(keep(pf, before));
        return steps;
    }

    /// Makes so many VFs at every boot.
    static List<Fix> keep(PhysicalFunction pf, int vfs) {
        return mac(pf).map(mac -> Fix.of(rule(mac, vfs))).stream().toList();
    }

    private static Optional<String> mac(PhysicalFunction pf) {
        return pf.netdevs().stream()
                .flatMap(netdev -> netdev.permanentMac().or(netdev::mac).stream())
                .filter(ShellWord::safe)
                .sorted()
                .findFirst();
    }

    private static String rule(String mac, int vfs) {
        return ("echo 'ACTION==\"add\", SUBSYSTEM==\"net\", ATTR{address}==\"%s\","
                        + " ATTR{device/sriov_numvfs}=\"%d\"'"
                        + " > /etc/udev/rules.d/70-sriov-%s.rules")
                .formatted(mac, vfs, mac.replace(":", ""));
    }
}
