package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.Card.Devlink;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.VfAdmin;
import io.vfleet.domain.remedy.Fix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// In switchdev mode a PF refuses the old settings of its VFs (EOPNOTSUPP): what a profile wants by
/// them is never there (mlx5 eswitch.c, mlx5_eswitch_set_vport_vlan; ice_sriov.c,
/// ice_set_vf_trust).
final class SwitchdevRefuses implements PfCheck {

    static final String ID = "switchdev-refuses-settings";

    private static final CheckInfo INFO =
            CheckInfo.lesser(
                            ID,
                            "D34",
                            Link.VFS,
                            "Can every card's switch do what the profile wants of VFs?")
                    .showing(Symptom.TRAFFIC_STAYS_ON_HOST);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Conclusion conclude(Examination host, PhysicalFunction pf) {
        Subject subject = Examination.subject(pf);
        List<String> wanted =
                host.expectations().vfAdmin().map(SwitchdevRefuses::refused).orElse(List.of());
        if (wanted.isEmpty()) {
            return new Conclusion.NotApplicable(subject, "no settings are wanted that it refuses");
        }
        Optional<String> mode = pf.card().devlink().flatMap(Devlink::eswitchMode);
        if (mode.isEmpty()) {
            return host.unread(subject, path(pf))
                    .orElseGet(() -> new Conclusion.NotApplicable(subject, "no mode is known"));
        }
        return mode.get().equals("switchdev")
                ? broken(host, pf, String.join(", ", wanted))
                : new Conclusion.Intact(subject);
    }

    private static List<String> refused(VfAdmin wanted) {
        List<String> refused = new ArrayList<>();
        set(wanted.vlan()).ifPresent(vlan -> refused.add("vlan " + vlan));
        set(wanted.qos()).ifPresent(qos -> refused.add("qos " + qos));
        wanted.trust().filter(on -> on).ifPresent(_ -> refused.add("trust on"));
        wanted.spoofchk().filter(on -> on).ifPresent(_ -> refused.add("spoofchk on"));
        return refused;
    }

    // to clear a VLAN is taken, and does nothing
    private static OptionalInt set(OptionalInt value) {
        return value.orElse(0) == 0 ? OptionalInt.empty() : value;
    }

    private static Conclusion broken(Examination host, PhysicalFunction pf, String wanted) {
        String cause =
                "The card of %s is in switchdev mode, where its PF refuses what the profile %s wants of VFs: %s."
                        .formatted(pf.address(), host.expectations().profile().orElse(""), wanted);
        return new FindingDraft(INFO, Examination.subject(pf), cause)
                .severity(Severity.WARNING)
                .confidence(Confidence.HIGH)
                .fix(
                        Fix.of(
                                "# set it on the VFs' representors (tc, Open vSwitch), and take it out of the profile"))
                .fix(Fix.of("echo 0 > " + pf.path("sriov_numvfs")).destroyingVfs())
                .fix(
                        Fix.of("devlink dev eswitch set pci/%s mode legacy".formatted(pf.address()))
                                .destroyingVfs())
                .evidence(Evidence.of(path(pf), "switchdev", "legacy"))
                .conclude();
    }

    private static String path(PhysicalFunction pf) {
        return "devlink:" + pf.address();
    }
}
