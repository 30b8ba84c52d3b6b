package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.BusErrors;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.UpstreamPort;
import io.vfleet.domain.remedy.Fix;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Errors on the way between card and root port cost time and resets. Either end of a link may
/// count them (Documentation/ABI/testing/sysfs-bus-pci-devices-aer), and counters start anew at
/// boot.
final class PcieErrors implements PfCheck {

    private static final CheckInfo INFO =
            CheckInfo.lesser(
                            "pcie-errors",
                            "D17",
                            Link.FIRMWARE,
                            "Is the way between every PF and the root free of PCIe errors?")
                    .showing(Symptom.HALF_PERFORMANCE);
    private static final String CORRECTABLE = "aer_dev_correctable";
    // a link that repairs one packet a minute is no healthy link; a few since boot are normal
    private static final long MOST_PER_HOUR = 60;

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Conclusion conclude(Examination host, PhysicalFunction pf) {
        Subject subject = Examination.subject(pf);
        List<Evidence> bad = new ArrayList<>();
        counted(pf).forEach(end -> bad.addAll(end.bad(host)));
        if (!bad.isEmpty()) {
            return broken(pf, bad);
        }
        if (counted(pf).findAny().isPresent()) {
            return new Conclusion.Intact(subject);
        }
        return host.unread(subject, pf.path(CORRECTABLE))
                .orElseGet(() -> new Conclusion.NotApplicable(subject, "nobody counts them"));
    }

    private static Stream<End> counted(PhysicalFunction pf) {
        Stream<End> own =
                pf.pcie().errors().stream()
                        .map(errors -> new End(pf.address().sysfsPath(), errors));
        return Stream.concat(own, pf.upstream().stream().flatMap(PcieErrors::counted));
    }

    private static Stream<End> counted(UpstreamPort port) {
        return port.errors().stream().map(errors -> new End(port.address().sysfsPath(), errors));
    }

    private static Conclusion broken(PhysicalFunction pf, List<Evidence> bad) {
        String cause =
                "PCIe errors are counted between %s and the root port: the slot, the riser or the"
                        .formatted(pf.address());
        return new FindingDraft(INFO, Examination.subject(pf), cause + " card is suspect.")
                .severity(Severity.WARNING)
                .confidence(Confidence.MEDIUM)
                .fix(Fix.of("dmesg | grep -e AER -e 'PCIe Bus Error'"))
                .fix(Fix.withReboot("# reseat or replace the card of " + pf.address()))
                .evidence(bad)
                .conclude();
    }

    /// One end of a link and what it counted since boot.
    private record End(String folder, BusErrors errors) {

        List<Evidence> bad(Examination host) {
            List<Evidence> bad = new ArrayList<>();
            any("aer_dev_fatal", errors.fatal()).ifPresent(bad::add);
            any("aer_dev_nonfatal", errors.nonFatal()).ifPresent(bad::add);
            tooMany(host).ifPresent(bad::add);
            return bad;
        }

        private Optional<Evidence> any(String file, OptionalLong count) {
            return count.orElse(0) > 0
                    ? Optional.of(
                            Evidence.of(
                                    folder + "/" + file, count.getAsLong() + " since boot", "0"))
                    : Optional.empty();
        }

        private Optional<Evidence> tooMany(Examination host) {
            long count = errors.correctable().orElse(0);
            return host.host()
                    .bootedAt()
                    .map(boot -> Duration.between(boot, host.inventory().collectedAt()))
                    .map(up -> Math.max(1, up.toHours()))
                    .filter(hours -> count > hours * MOST_PER_HOUR)
                    .map(hours ->
                            Evidence.of(
                                    folder + "/" + CORRECTABLE,
                                    "%d within %s".formatted(count, Words.count(hours, "hour")),
                                    "at most " + MOST_PER_HOUR + " an hour"));
        }
    }
}
