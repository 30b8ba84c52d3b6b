package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.remedy.Fix;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/// A MAC or GUID that is alive on two hosts: the network sends to whoever spoke last. One host
/// cannot know; the server knows all.
final class AddressOnOtherNode implements PfCheck {

    private static final CheckInfo INFO =
            CheckInfo.lesser(
                            "address-on-other-node",
                            "A5.2",
                            Link.VFS,
                            "Are the MACs and GUIDs of every PF and its VFs on no other node?")
                    .showing(Symptom.TRAFFIC_STAYS_ON_HOST);
    private static final int TOLD = 8;

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Stream<Conclusion> examine(Examination host) {
        return host.expectations().elsewhere().isPresent()
                ? PfCheck.super.examine(host)
                : Stream.empty();
    }

    @Override
    public Conclusion conclude(Examination host, PhysicalFunction pf) {
        Subject subject = Examination.subject(pf);
        Collection<WireAddress> addresses = WireAddress.of(pf);
        List<Twin> twins = addresses.stream().flatMap(own -> twin(host, own)).toList();
        if (!twins.isEmpty()) {
            return broken(pf, twins);
        }
        return host.unread(subject, VfAdminState.path(pf))
                .orElseGet(() ->
                        addresses.isEmpty()
                                ? new Conclusion.NotApplicable(subject, "no address is known")
                                : new Conclusion.Intact(subject));
    }

    private static Stream<Twin> twin(Examination host, WireAddress own) {
        List<Expectations.Place> places =
                host.expectations().elsewhere().orElseThrow().getOrDefault(own.value(), List.of());
        return places.isEmpty() ? Stream.empty() : Stream.of(new Twin(own, places));
    }

    /// An address, and where else it is.
    private record Twin(WireAddress own, List<Expectations.Place> places) {

        Evidence evidence() {
            return Evidence.of(
                    own.path(),
                    "%s of %s; also %s".formatted(own.value(), own.function(), Words.list(places)),
                    "on one node");
        }
    }

    private static Conclusion broken(PhysicalFunction pf, List<Twin> twins) {
        Twin first = twins.getFirst();
        String more =
                twins.size() == 1
                        ? ""
                        : " So it is with %s more of %s."
                                .formatted(
                                        Words.count(twins.size() - 1L, "address", "addresses"),
                                        pf.address());
        String cause =
                "%s of %s is on another node, too: %s.%s"
                        .formatted(
                                first.own.value(),
                                first.own.function(),
                                Words.list(first.places),
                                more);
        return new FindingDraft(INFO, Examination.subject(pf), cause)
                .severity(Severity.WARNING)
                .confidence(Confidence.HIGH)
                .fix(fix(pf, first.own))
                .evidence(twins.stream().limit(TOLD).map(Twin::evidence).toList())
                .conclude();
    }

    private static Fix fix(PhysicalFunction pf, WireAddress own) {
        String what = own.mac() ? "MAC" : "GUID";
        return Fix.inWindow(
                "# give one of the two a %s of its own: %s".formatted(what, command(pf, own)));
    }

    private static String command(PhysicalFunction pf, WireAddress own) {
        if (!own.vf()) {
            return own.mac()
                    ? "ip link set %s address MAC".formatted(VfAdminState.netdev(pf))
                    : "see its firmware, which was cloned";
        }
        String index = own.index().stream().mapToObj(Integer::toString).findFirst().orElse("N");
        return VfAdminState.command(
                pf, index, own.mac() ? "mac MAC" : "node_guid GUID port_guid GUID");
    }
}
