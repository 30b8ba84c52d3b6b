package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.Netdev;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.VfAdmin;
import io.vfleet.domain.inventory.VfUse;
import io.vfleet.domain.inventory.VirtualFunction;
import io.vfleet.domain.remedy.Fix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// VFs follow the carrier of their PF unless told otherwise (`link-state`, ip-link(8)): with the PF
/// down their traffic goes nowhere.
final class PfLinkDown implements PfCheck {

    static final String ID = "pf-link-down";

    private static final CheckInfo INFO =
            CheckInfo.lesser(ID, "A5.2", Link.VFS, "Is the port up of every PF whose VFs are used?")
                    .showing(Symptom.TRAFFIC_STAYS_ON_HOST);
    private static final String UP = "up";
    private static final String UNSAID = "unknown";
    private static final String ENABLE = "enable";

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Conclusion conclude(Examination host, PhysicalFunction pf) {
        Subject subject = Examination.subject(pf);
        if (pf.virtualFunctions().isEmpty()) {
            return new Conclusion.NotApplicable(subject, "no VFs");
        }
        List<Netdev> netdevs = Examination.ports(pf);
        if (netdevs.isEmpty()) {
            return host.unread(subject, pf.path("net"))
                    .orElseGet(() -> new Conclusion.NotApplicable(subject, "no interface here"));
        }
        List<Netdev> silent =
                netdevs.stream().filter(netdev -> netdev.operState().isEmpty()).toList();
        if (!silent.isEmpty()) {
            return host.unknown(
                    subject, pf.path("net/%s/operstate".formatted(silent.getFirst().name())));
        }
        List<Netdev> down = netdevs.stream().filter(PfLinkDown::down).toList();
        return down.size() == netdevs.size() ? broken(pf, down) : new Conclusion.Intact(subject);
    }

    // "unknown" is the word of drivers that do not tell
    private static boolean down(Netdev netdev) {
        String state = netdev.operState().orElse(UNSAID);
        return !state.equals(UP) && !state.equals(UNSAID);
    }

    private static Conclusion broken(PhysicalFunction pf, List<Netdev> down) {
        List<VirtualFunction> following =
                pf.virtualFunctions().stream().filter(PfLinkDown::follows).toList();
        if (following.isEmpty()) {
            return new Conclusion.NotApplicable(
                    Examination.subject(pf), "its VFs do not follow its link");
        }
        boolean idle = following.stream().allMatch(vf -> vf.use() instanceof VfUse.Free);
        String cause =
                "The port of %s is down; %s following its link%s."
                        .formatted(
                                pf.address(),
                                Words.are(following.size(), "VF"),
                                idle ? ", all of them free" : "");
        return new FindingDraft(INFO, Examination.subject(pf), cause)
                .severity(idle ? Severity.INFO : Severity.WARNING)
                .confidence(Confidence.HIGH)
                .fix(fixes(pf))
                .evidence(
                        down.stream()
                                .map(netdev ->
                                        Evidence.of(
                                                pf.path("net/" + netdev.name() + "/operstate"),
                                                netdev.operState().orElse(UNSAID),
                                                UP))
                                .toList())
                .conclude();
    }

    private static boolean follows(VirtualFunction vf) {
        return vf.admin().flatMap(VfAdmin::linkState).filter(ENABLE::equals).isEmpty();
    }

    private static List<Fix> fixes(PhysicalFunction pf) {
        List<Fix> steps = new ArrayList<>();
        Optional<String> netdev = Examination.netdev(pf);
        netdev.ifPresent(name -> steps.add(Fix.of("ip link set %s up".formatted(name))));
        netdev.ifPresent(name -> steps.add(Fix.of("ethtool %s | grep -i link".formatted(name))));
        steps.add(Fix.of("# no carrier though it is up: look at cable, module and switch port"));
        return steps;
    }
}
