package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.VfUse;
import io.vfleet.domain.inventory.VirtualFunction;
import io.vfleet.domain.remedy.Fix;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the PF enforces on a VF (VLAN, trust, spoof check, rate) decides whether its traffic leaves
/// the host. Against an expectation a difference is a warning; against siblings alone, a remark.
final class VfAdminDiffers implements VfAdminCheck {

    private static final int SIBLINGS = 3;
    private static final CheckInfo INFO =
            CheckInfo.lesser(
                            "vf-admin-differs",
                            "D49",
                            Link.VFS,
                            "Does the PF enforce on every VF what is expected, and the same on"
                                    + " all?")
                    .showing(Symptom.TRAFFIC_STAYS_ON_HOST)
                    .causedBy(SwitchdevRefuses.ID);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Stream<Conclusion> broken(Examination host, PhysicalFunction pf) {
        List<Found> all =
                pf.virtualFunctions().stream()
                        .filter(vf -> vf.admin().isPresent())
                        .map(vf -> new Found(pf, vf, VfSettings.of(vf.admin().get())))
                        .toList();
        Optional<VfSettings> expected = host.expectations().vfAdmin().map(VfSettings::of);
        if (expected.isPresent()) {
            return differing(all, expected.get()).map(one -> one.unexpected(expected.get()));
        }
        if (all.size() < SIBLINGS) {
            return Stream.empty();
        }
        VfSettings usual = VfSettings.usual(all.stream().map(Found::settings).toList());
        return differing(all, usual).map(one -> one.unusual(usual));
    }

    private static Stream<Found> differing(List<Found> all, VfSettings other) {
        return all.stream()
                .filter(one -> !one.settings.equals(other))
                .filter(one -> !one.settings.against(other).isEmpty());
    }

    /// A VF and what is enforced on it.
    private record Found(PhysicalFunction pf, VirtualFunction vf, VfSettings settings) {

        Conclusion unexpected(VfSettings expected) {
            return finding(expected, "expected is ")
                    .severity(Severity.WARNING)
                    .fix(fixes(expected))
                    .conclude();
        }

        // what most have need not be right
        Conclusion unusual(VfSettings usual) {
            return finding(usual, "most of its siblings have ")
                    .severity(Severity.INFO)
                    .confidence(Confidence.LOW)
                    .conclude();
        }

        private FindingDraft finding(VfSettings other, String than) {
            List<VfSettings.Name> names = settings.against(other);
            String cause =
                    "On %s the PF %s enforces %s; %s."
                            .formatted(
                                    vf.address(),
                                    pf.address(),
                                    settings.text(names),
                                    than + other.text(names));
            return new FindingDraft(INFO, Examination.subject(pf, vf), cause)
                    .evidence(
                            Evidence.of(
                                    VfAdminState.path(pf, vf),
                                    settings.text(names),
                                    other.text(names)));
        }

        private List<Fix> fixes(VfSettings expected) {
            return settings.against(expected).stream()
                    .map(expected::command)
                    .distinct()
                    .map(this::step)
                    .toList();
        }

        // some drivers reset the VF for it (ice_set_vf_trust, i40e_ndo_set_vf_port_vlan), and its
        // user sees the change in any case
        private Fix step(String setting) {
            String command = VfAdminState.command(pf, vf, setting);
            return vf.use() instanceof VfUse.Free ? Fix.of(command) : Fix.inWindow(command);
        }
    }
}
