package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.VfAdmin;
import io.vfleet.domain.inventory.VfUse;
import io.vfleet.domain.inventory.VirtualFunction;
import io.vfleet.domain.remedy.Fix;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// A rate that the PF enforces on a VF in use is the first thing to know when it is slow. Who set
/// it may have meant it, therefore a remark.
final class VfRateLimited implements VfAdminCheck {

    private static final CheckInfo INFO =
            CheckInfo.lesser(
                            "vf-rate-limited",
                            "D40",
                            Link.VFS,
                            "May every VF in use send as fast as its port?")
                    .showing(Symptom.HALF_PERFORMANCE);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Stream<Conclusion> examine(Examination host) {
        boolean expected =
                host.expectations()
                        .vfAdmin()
                        .filter(admin -> admin.maxTxRate().isPresent())
                        .isPresent();
        return expected ? Stream.empty() : VfAdminCheck.super.examine(host);
    }

    @Override
    public Stream<Conclusion> broken(Examination host, PhysicalFunction pf) {
        int port =
                Examination.ports(pf).stream()
                        .mapToInt(one -> one.speedMbps().orElse(0))
                        .max()
                        .orElse(0);
        return pf.virtualFunctions().stream()
                .filter(vf -> rate(vf) > 0 && (port == 0 || rate(vf) < port))
                .map(vf -> broken(pf, vf, rate(vf)));
    }

    // a free VF's rate is a leftover
    private static int rate(VirtualFunction vf) {
        return vf.use() instanceof VfUse.Free
                ? 0
                : vf.admin().map(VfAdmin::maxTxRate).orElse(OptionalInt.empty()).orElse(0);
    }

    private static Conclusion broken(PhysicalFunction pf, VirtualFunction vf, int rate) {
        return new FindingDraft(
                        INFO,
                        Examination.subject(pf, vf),
                        "%s may send %d Mb/s at most.".formatted(vf.address(), rate))
                .severity(Severity.INFO)
                .confidence(Confidence.LOW)
                .fix(Fix.of(VfAdminState.command(pf, vf, "max_tx_rate 0")))
                .evidence(Evidence.of(VfAdminState.path(pf, vf), "max_tx_rate " + rate, "0"))
                .conclude();
    }
}
