package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.VfAdmin;
import io.vfleet.domain.inventory.VirtualFunction;
import io.vfleet.domain.remedy.Fix;
import java.util.stream.Stream;

/// A VF whose link its PF holds down neither sends nor receives.
final class VfLinkDisabled implements VfAdminCheck {

    static final String DISABLED = "disable";

    private static final CheckInfo INFO =
            CheckInfo.lesser(
                            "vf-link-disabled",
                            "D50",
                            Link.VFS,
                            "Is any VF's link held down by its PF?")
                    .showing(Symptom.TRAFFIC_STAYS_ON_HOST);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Stream<Conclusion> broken(Examination host, PhysicalFunction pf) {
        boolean wanted =
                host.expectations()
                        .vfAdmin()
                        .flatMap(VfAdmin::linkState)
                        .filter(DISABLED::equals)
                        .isPresent();
        return wanted
                ? Stream.empty()
                : pf.virtualFunctions().stream()
                        .filter(VfLinkDisabled::disabled)
                        .map(vf -> broken(pf, vf));
    }

    private static boolean disabled(VirtualFunction vf) {
        return vf.admin().flatMap(VfAdmin::linkState).filter(DISABLED::equals).isPresent();
    }

    private static Conclusion broken(PhysicalFunction pf, VirtualFunction vf) {
        String cause =
                "The link of %s is held down by its PF %s (link-state disable): nothing it sends"
                        .formatted(vf.address(), pf.address());
        return new FindingDraft(INFO, Examination.subject(pf, vf), cause + " leaves the card.")
                .severity(Severity.WARNING)
                .fix(Fix.of(VfAdminState.command(pf, vf, "state auto")))
                .evidence(
                        Evidence.of(
                                VfAdminState.path(pf, vf), "link-state disable", "auto or enable"))
                .conclude();
    }
}
