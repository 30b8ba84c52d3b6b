package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.VfAdmin;
import io.vfleet.domain.inventory.VfUse;
import io.vfleet.domain.inventory.VirtualFunction;
import io.vfleet.domain.remedy.Fix;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A VF that nobody uses should be as it was made: a VLAN, trust or a rate on it was left behind by
/// its last user, and waits for the next one.
final class VfLeftovers implements VfAdminCheck {

    private static final CheckInfo INFO =
            CheckInfo.lesser(
                            "vf-leftovers",
                            "D49",
                            Link.VFS,
                            "Is every free VF without settings of an earlier user?")
                    .showing(Symptom.TRAFFIC_STAYS_ON_HOST);

    /// A setting that is not as it was made, and how to take it back.
    private record Leftover(String setting, String reset) {}

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Stream<Conclusion> examine(Examination host) {
        // what is expected is no leftover
        return host.expectations().vfAdmin().isPresent()
                ? Stream.empty()
                : VfAdminCheck.super.examine(host);
    }

    @Override
    public Stream<Conclusion> broken(Examination host, PhysicalFunction pf) {
        return pf.virtualFunctions().stream()
                .filter(vf -> !leftovers(vf).isEmpty())
                .map(vf -> broken(pf, vf, leftovers(vf)));
    }

    private static List<Leftover> leftovers(VirtualFunction vf) {
        boolean free = vf.use() instanceof VfUse.Free;
        return free ? vf.admin().map(VfLeftovers::leftovers).orElse(List.of()) : List.of();
    }

    private static Conclusion broken(PhysicalFunction pf, VirtualFunction vf, List<Leftover> left) {
        String settings = String.join(", ", left.stream().map(Leftover::setting).toList());
        return new FindingDraft(
                        INFO,
                        Examination.subject(pf, vf),
                        "Nobody uses %s, and it still has %s.".formatted(vf.address(), settings))
                .severity(Severity.INFO)
                .confidence(Confidence.MEDIUM)
                .fix(
                        left.stream()
                                .map(one -> Fix.of(VfAdminState.command(pf, vf, one.reset())))
                                .toList())
                .evidence(Evidence.of(VfAdminState.path(pf, vf), settings, "none of them"))
                .conclude();
    }

    // the spoof check is on or off from the start, as the driver likes
    private static List<Leftover> leftovers(VfAdmin admin) {
        List<Leftover> left = new ArrayList<>();
        if (admin.vlan().orElse(0) != 0) {
            left.add(new Leftover("vlan " + admin.vlan().getAsInt(), "vlan 0"));
        }
        if (admin.trust().orElse(false)) {
            left.add(new Leftover("trust on", "trust off"));
        }
        if (admin.maxTxRate().orElse(0) != 0) {
            left.add(new Leftover("max_tx_rate " + admin.maxTxRate().getAsInt(), "max_tx_rate 0"));
        }
        return left;
    }
}
