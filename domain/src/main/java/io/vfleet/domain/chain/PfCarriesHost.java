package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.Netdev;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.remedy.Fix;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A PF by which the host itself speaks: whatever is done to its VFs may cut the host off. The
/// gates of an operation look again, and at more.
final class PfCarriesHost implements PfCheck {

    private static final CheckInfo INFO =
            CheckInfo.lesser(
                    "pf-carries-host",
                    "D60",
                    Link.VFS,
                    "Does a PF with VFs carry the host's own traffic?");
    private static final String ROUTES = "/proc/net/route";

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Conclusion conclude(Examination host, PhysicalFunction pf) {
        Subject subject = Examination.subject(pf);
        List<Netdev> ports = Examination.ports(pf);
        List<Evidence> proofs = new ArrayList<>();
        ports.forEach(port -> proofs.addAll(proofs(pf, port)));
        if (!proofs.isEmpty()) {
            return broken(pf, proofs);
        }
        boolean told = ports.stream().anyMatch(port -> port.port().defaultRoute().isPresent());
        return host.unread(subject, pf.path("net"))
                .or(() -> host.unread(subject, ROUTES))
                .orElseGet(() ->
                        told
                                ? new Conclusion.Intact(subject)
                                : new Conclusion.NotApplicable(subject, "routes were not asked"));
    }

    private static List<Evidence> proofs(PhysicalFunction pf, Netdev port) {
        List<Evidence> proofs = new ArrayList<>();
        if (port.port().defaultRoute().orElse(false)) {
            proofs.add(Evidence.of(ROUTES, "the default route leaves by " + port.name()));
        }
        port.master()
                .ifPresent(upper ->
                        proofs.add(
                                Evidence.of(
                                        pf.path("net/%s/master".formatted(port.name())),
                                        port.name() + " is part of " + upper)));
        return proofs;
    }

    private static Conclusion broken(PhysicalFunction pf, List<Evidence> proofs) {
        String how = proofs.stream().map(Evidence::value).collect(Collectors.joining(", "));
        return new FindingDraft(
                        INFO,
                        Examination.subject(pf),
                        "%s carries the host's own traffic (%s): a change of its VFs may cut the host off."
                                .formatted(pf.address(), how))
                .severity(Severity.INFO)
                .confidence(Confidence.HIGH)
                .fix(
                        Fix.inWindow(
                                "# change VFs of %s with a console at hand, or move the host to another port first"
                                        .formatted(pf.address())))
                .evidence(proofs)
                .conclude();
    }
}
