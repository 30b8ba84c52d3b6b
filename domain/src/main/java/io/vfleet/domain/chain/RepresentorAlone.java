package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.Card.Devlink;
import io.vfleet.domain.inventory.Netdev;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.remedy.Fix;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// In switchdev mode a VF's traffic goes where its representor is attached; one that is part of
/// nothing passes on nothing, unless somebody set rules on it
/// (Documentation/networking/switchdev.rst).
final class RepresentorAlone implements PfCheck {

    private static final CheckInfo INFO =
            CheckInfo.lesser(
                            "representor-alone",
                            "D34",
                            Link.VFS,
                            "Is every VF of a card in switchdev mode attached to something?")
                    .showing(Symptom.TRAFFIC_STAYS_ON_HOST);
    private static final String SWITCHDEV = "switchdev";

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Conclusion conclude(Examination host, PhysicalFunction pf) {
        Subject subject = Examination.subject(pf);
        Optional<String> mode = pf.card().devlink().flatMap(Devlink::eswitchMode);
        if (mode.isEmpty()) {
            return host.unread(subject, "devlink:" + pf.address())
                    .orElseGet(() -> new Conclusion.NotApplicable(subject, "no mode is known"));
        }
        List<Netdev> representors =
                pf.netdevs().stream()
                        .filter(Examination::representsVf)
                        .sorted(Comparator.comparing(Netdev::name))
                        .toList();
        if (!mode.get().equals(SWITCHDEV) || representors.isEmpty()) {
            return new Conclusion.NotApplicable(subject, "no VF has a representor here");
        }
        List<Netdev> alone =
                representors.stream().filter(netdev -> netdev.master().isEmpty()).toList();
        return alone.isEmpty() ? new Conclusion.Intact(subject) : broken(pf, alone);
    }

    private static Conclusion broken(PhysicalFunction pf, List<Netdev> alone) {
        return new FindingDraft(
                        INFO,
                        Examination.subject(pf),
                        "%s part of no bridge or OVS (VFs of %s): unless rules say otherwise, their"
                                        .formatted(
                                                Words.are(alone.size(), "representor"),
                                                pf.address())
                                + " traffic goes nowhere.")
                .severity(Severity.INFO)
                .confidence(Confidence.LOW)
                .fix(Fix.of("# attach them to a bridge or to OVS, or see tc filter show"))
                .evidence(
                        alone.stream()
                                .limit(8)
                                .map(netdev ->
                                        Evidence.of(
                                                pf.path("net/%s/master".formatted(netdev.name())),
                                                "absent",
                                                "a bridge"))
                                .toList())
                .conclude();
    }
}
