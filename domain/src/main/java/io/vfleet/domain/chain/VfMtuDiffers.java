package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.Netdev;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.VirtualFunction;
import io.vfleet.domain.remedy.Fix;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// A VF cannot send longer frames than its PF lets pass; one that sends shorter ones has more work
/// for the same data.
final class VfMtuDiffers implements PfCheck {

    private static final CheckInfo INFO =
            CheckInfo.lesser("vf-mtu-differs", "D40", Link.VFS, "Has every VF the MTU of its PF?")
                    .showing(Symptom.HALF_PERFORMANCE);

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
        List<VirtualFunction> seen =
                pf.virtualFunctions().stream().filter(vf -> mtu(vf).isPresent()).toList();
        if (seen.isEmpty()) {
            return new Conclusion.NotApplicable(subject, "no VF shows an interface here");
        }
        int most = own.getAsInt();
        List<VirtualFunction> longer =
                seen.stream().filter(vf -> mtu(vf).orElse(0) > most).toList();
        if (!longer.isEmpty()) {
            return longer(pf, most, longer);
        }
        List<VirtualFunction> shorter =
                seen.stream().filter(vf -> mtu(vf).orElse(most) < most).toList();
        return shorter.isEmpty() ? new Conclusion.Intact(subject) : shorter(pf, most, shorter);
    }

    private static Stream<Conclusion> unread(Examination host, PhysicalFunction pf, Netdev netdev) {
        return host
                .unread(Examination.subject(pf), pf.path("net/" + netdev.name() + "/mtu"))
                .stream();
    }

    private static OptionalInt mtu(VirtualFunction vf) {
        return vf.netdevs().stream().flatMapToInt(netdev -> netdev.mtu().stream()).max();
    }

    private static Conclusion longer(PhysicalFunction pf, int most, List<VirtualFunction> vfs) {
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

    private static Conclusion shorter(PhysicalFunction pf, int most, List<VirtualFunction> vfs) {
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
            PhysicalFunction pf, int most, List<VirtualFunction> vfs, String cause) {
        VirtualFunction first = vfs.getFirst();
        return new FindingDraft(INFO, Examination.subject(pf), cause)
                .fix(Fix.of("ip link set \"$(ls %s)\" mtu %d".formatted(first.path("net"), most)))
                .evidence(
                        vfs.stream()
                                .limit(8)
                                .map(vf ->
                                        Evidence.of(
                                                vf.path("net/*/mtu"),
                                                Integer.toString(mtu(vf).orElse(0)),
                                                Integer.toString(most)))
                                .toList());
    }
}
