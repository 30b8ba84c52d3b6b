package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.Netdev;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.VirtualFunction;
import io.vfleet.domain.remedy.Fix;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A VF cannot send longer frames than its PF lets pass; one that sends shorter ones has more work
/// for the same data.
final class VfMtuDiffers implements PfCheck {

    private static final CheckInfo INFO =
            CheckInfo.lesser("vf-mtu-differs", "D40", Link.VFS, "Has every VF the MTU of its PF?")
                    .showing(Symptom.HALF_PERFORMANCE);

    /// A VF and the largest MTU of its interfaces.
    private record Seen(VirtualFunction vf, int mtu) {}

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Conclusion conclude(Examination host, PhysicalFunction pf) {
        Subject subject = Examination.subject(pf);
        OptionalInt own =
                Examination.ports(pf).stream().flatMapToInt(one -> one.mtu().stream()).max();
        if (own.isEmpty()) {
            return host.unread(subject, pf.path("net"))
                    .or(() ->
                            Examination.ports(pf).stream()
                                    .flatMap(one -> unread(host, pf, one))
                                    .findFirst())
                    .orElseGet(() -> new Conclusion.NotApplicable(subject, "no interface here"));
        }
        List<Seen> seen = pf.virtualFunctions().stream().mapMulti(VfMtuDiffers::see).toList();
        if (seen.isEmpty()) {
            return new Conclusion.NotApplicable(subject, "no VF shows an interface here");
        }
        int most = own.getAsInt();
        List<Seen> longer = seen.stream().filter(one -> one.mtu > most).toList();
        if (!longer.isEmpty()) {
            return longer(pf, most, longer);
        }
        List<Seen> shorter = seen.stream().filter(one -> one.mtu < most).toList();
        return shorter.isEmpty() ? new Conclusion.Intact(subject) : shorter(pf, most, shorter);
    }

    private static Stream<Conclusion> unread(Examination host, PhysicalFunction pf, Netdev netdev) {
        return host
                .unread(Examination.subject(pf), pf.path("net/" + netdev.name() + "/mtu"))
                .stream();
    }

    private static void see(VirtualFunction vf, Consumer<Seen> to) {
        int mtu = vf.netdevs().stream().mapToInt(one -> one.mtu().orElse(0)).max().orElse(0);
        if (mtu > 0) {
            to.accept(new Seen(vf, mtu));
        }
    }

    private static Conclusion longer(PhysicalFunction pf, int most, List<Seen> vfs) {
        String cause =
                "%s longer frames than the PF %s lets pass (%d): those are dropped."
                        .formatted(
                                vfs.size() == 1 ? "1 VF sends" : vfs.size() + " VFs send",
                                pf.address(),
                                most);
        return finding(pf, most, vfs, cause)
                .symptom(Symptom.TRAFFIC_STAYS_ON_HOST)
                .severity(Severity.WARNING)
                .confidence(Confidence.MEDIUM)
                .conclude();
    }

    private static Conclusion shorter(PhysicalFunction pf, int most, List<Seen> vfs) {
        String cause =
                "%s a smaller MTU than the PF %s (%d)."
                        .formatted(
                                vfs.size() == 1 ? "1 VF has" : vfs.size() + " VFs have",
                                pf.address(),
                                most);
        return finding(pf, most, vfs, cause)
                .severity(Severity.INFO)
                .confidence(Confidence.LOW)
                .conclude();
    }

    private static FindingDraft finding(
            PhysicalFunction pf, int most, List<Seen> vfs, String cause) {
        VirtualFunction first = vfs.getFirst().vf;
        return new FindingDraft(INFO, Examination.subject(pf), cause)
                .fix(
                        Fix.inWindow(
                                "ip link set \"$(ls %s)\" mtu %d"
                                        .formatted(first.path("net"), most)))
                .evidence(
                        vfs.stream()
                                .limit(8)
                                .map(one ->
                                        Evidence.of(
                                                one.vf.path("net/*/mtu"),
                                                Integer.toString(one.mtu),
                                                Integer.toString(most)))
                                .toList());
    }
}
