package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.VfCountOwner;
import java.util.List;

/// `sriov_numvfs` is 0 after every boot: without a file that sets it the VFs are gone then. A boot
/// script elsewhere may make them, therefore a remark.
final class VfCountNotKept implements PfCheck {

    private static final CheckInfo INFO =
            CheckInfo.lesser(
                    "vf-count-not-kept",
                    "D35",
                    Link.VFS,
                    "Does a file on the host make the VFs of every PF again at boot?");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Conclusion conclude(Examination host, PhysicalFunction pf) {
        Subject subject = Examination.subject(pf);
        if (Scope.vfs(pf) == 0) {
            return new Conclusion.NotApplicable(subject, "no VFs");
        }
        List<VfCountOwner> owners = host.inventory().owners();
        boolean kept =
                owners.stream()
                        .anyMatch(owner ->
                                owner.pf().isEmpty() || owner.pf().get().equals(pf.address()));
        return kept
                ? new Conclusion.Intact(subject)
                : VfCountOwnerFiles.unread(host, subject).orElseGet(() -> broken(pf));
    }

    private static Conclusion broken(PhysicalFunction pf) {
        int vfs = Scope.vfs(pf);
        return new FindingDraft(
                        INFO,
                        Examination.subject(pf),
                        "No file on this host makes the %s of %s again at boot."
                                .formatted(Words.count(vfs, "VF"), pf.address()))
                .severity(Severity.INFO)
                .confidence(Confidence.MEDIUM)
                .fix(VfsLostAtBoot.keep(pf, vfs))
                .evidence(Evidence.of("/etc/udev/rules.d", "nothing about it", "a rule"))
                .conclude();
    }
}
