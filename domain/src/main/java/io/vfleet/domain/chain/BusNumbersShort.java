package io.vfleet.domain.chain;

import io.vfleet.domain.chain.Expectations.Range;
import io.vfleet.domain.inventory.Journal.FailedWrite;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.UpstreamPort;
import io.vfleet.domain.inventory.VfBuses;
import io.vfleet.domain.remedy.Fix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// VFs that do not fit on their PF's bus take the next ones; where the bridge above passes no more
/// on, the kernel refuses to make a single one (drivers/pci/iov.c, sriov_enable: "bus out of
/// range").
final class BusNumbersShort implements PfCheck {

    static final String ID = "bus-numbers-short";

    private static final CheckInfo INFO =
            CheckInfo.critical(
                            ID,
                            "D14",
                            Link.FIRMWARE,
                            "Has the bridge above bus numbers for all the VFs that are wanted?")
                    .showing(Symptom.NUMVFS_WRITE_FAILS);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Conclusion conclude(Examination host, PhysicalFunction pf) {
        Subject subject = Examination.subject(pf);
        if (!host.wantsVfs(pf)) {
            return new Conclusion.NotApplicable(subject, "no VFs are wanted");
        }
        int wanted = wanted(host, pf);
        // VFs that are there have their bus
        if (wanted <= Scope.vfs(pf)) {
            return new Conclusion.Intact(subject);
        }
        return VfBuses.of(pf)
                .map(buses -> conclude(host, pf, buses, wanted))
                .orElseGet(() -> host.unknown(subject, pf.path("sriov_offset")));
    }

    private static int wanted(Examination host, PhysicalFunction pf) {
        return host.desired(pf)
                .map(Range::min)
                .or(() ->
                        Scope.failedWrite(host.inventory(), pf.address()).map(FailedWrite::wanted))
                .orElseGet(() -> Scope.before(host.inventory(), pf.address()));
    }

    private static Conclusion conclude(
            Examination host, PhysicalFunction pf, VfBuses buses, int wanted) {
        Subject subject = Examination.subject(pf);
        if (wanted <= buses.onOwnBus()) {
            return new Conclusion.Intact(subject);
        }
        OptionalInt possible = buses.possible();
        if (possible.isEmpty()) {
            return unknown(host, pf);
        }
        return wanted <= possible.getAsInt()
                ? new Conclusion.Intact(subject)
                : broken(host, pf, buses, wanted);
    }

    private static Conclusion unknown(Examination host, PhysicalFunction pf) {
        Subject subject = Examination.subject(pf);
        Optional<String> bridge = pf.upstream().stream().map(UpstreamPort::configPath).findFirst();
        return bridge.map(path -> host.unknown(subject, path))
                .or(() -> host.unread(subject, "realpath:" + pf.address().sysfsPath()))
                .orElseGet(() ->
                        new Conclusion.Unknown(
                                subject,
                                pf.address().sysfsPath(),
                                "no bridge is above it: how many buses its root has no file tells"));
    }

    private static Conclusion broken(
            Examination host, PhysicalFunction pf, VfBuses buses, int wanted) {
        int possible = buses.possible().orElse(0);
        String cause =
                "The bridge above %s has no bus for the last of %s: %s. The kernel refuses to make any (ENOMEM)."
                        .formatted(pf.address(), Words.count(wanted, "VF"), fitting(possible));
        return new FindingDraft(INFO, Examination.subject(pf), cause)
                .confidence(Confidence.HIGH)
                .fix(fixes(host, pf, possible))
                .evidence(evidence(pf, buses, wanted))
                .conclude();
    }

    private static String fitting(int possible) {
        return possible == 0 ? "it has none for the first" : "there is room for " + possible;
    }

    private static List<Fix> fixes(Examination host, PhysicalFunction pf, int possible) {
        boolean ari = pf.pcie().ariEnabled().orElse(true);
        List<Fix> steps = new ArrayList<>();
        if (possible > 0) {
            steps.add(Fix.of("# want at most %d VFs of %s".formatted(possible, pf.address())));
        }
        steps.add(
                Fix.withReboot(
                        ari
                                ? "# BIOS: reserve more buses for the slot of " + pf.address()
                                : "# BIOS: enable ARI, or reserve more buses for the slot of "
                                        + pf.address()));
        // the kernel itself leaves room for VFs (pci_iov_bus_range)
        steps.addAll(host.bootTool().add("pci=assign-busses"));
        return steps;
    }

    private static List<Evidence> evidence(PhysicalFunction pf, VfBuses buses, int wanted) {
        int needed = buses.busOf(wanted);
        return List.of(
                Evidence.of(
                        pf.upstream().getFirst().configPath(),
                        "buses %02x to %02x"
                                .formatted(pf.address().bus(), buses.lastBus().orElse(0)),
                        needed > 0xff ? "more than there are" : "up to %02x".formatted(needed)),
                Evidence.of(pf.path("sriov_offset"), Integer.toString(buses.offset())),
                Evidence.of(pf.path("sriov_stride"), Integer.toString(buses.stride())));
    }
}
