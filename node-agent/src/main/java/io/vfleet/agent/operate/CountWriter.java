package io.vfleet.agent.operate;

import static io.vfleet.domain.remedy.WriteFailure.NO_ANSWER;
import static io.vfleet.domain.remedy.WriteFailure.SHORTFALL;

import io.vfleet.agent.host.HostWriter;
import io.vfleet.agent.host.WriteResult;
import io.vfleet.agent.host.WriteTarget;
import io.vfleet.agent.sight.Sight;
import io.vfleet.agent.sight.Unknowable;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.operation.WriteError;
import io.vfleet.domain.remedy.WriteFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Writes a PF's `sriov_numvfs` and looks whether the VFs are as they should be afterwards.
final class CountWriter {

    private static final String ATTRIBUTE = "sriov_numvfs";

    // enabling probes VF by VF; a big card needs minutes
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration LIMIT_PER_VF = Duration.ofSeconds(1);

    private static final Duration GONE_WITHIN = Duration.ofSeconds(30);
    private static final Duration THERE_WITHIN = Duration.ofSeconds(2);
    private static final Duration DRIVERS_WITHIN = Duration.ofSeconds(10);
    private static final Duration GLANCE = Duration.ofMillis(100);

    // who keeps a count of their own is woken by the kernel's event; a way through 0 takes longer
    private static final Duration NOTICED_WITHIN = Duration.ofSeconds(2);
    private static final Duration FOUGHT_WITHIN = Duration.ofSeconds(12);

    private final Sight sight;
    private final HostWriter writer;
    private final Clockwork clock;

    CountWriter(Sight sight, HostWriter writer, Clockwork clock) {
        this.sight = sight;
        this.writer = writer;
        this.clock = clock;
    }

    Attempt attempt(Pf pf, int count, Trail trail) throws InterruptedException {
        WriteTarget target = new WriteTarget(pf.address(), pf.vendor(), pf.device(), ATTRIBUTE);
        Duration limit = LIMIT.plus(LIMIT_PER_VF.multipliedBy(Math.max(count, pf.numVfs())));
        String value = Integer.toString(count);
        try {
            WriteResult result =
                    trail.step("write " + count, () -> writer.write(target, value, limit));
            return switch (result) {
                case WriteResult.Written(var lines) -> lookedAt(pf, target, count, lines, trail);
                case WriteResult.Refused refused -> refused(pf, target, value, refused, trail);
                case WriteResult.Hung hung -> hung(target, value, hung, trail);
            };
        } catch (Unknowable unknown) {
            return new Attempt.Missed(String.valueOf(unknown.getMessage()));
        }
    }

    private Attempt lookedAt(Pf pf, WriteTarget target, int count, List<String> lines, Trail trail)
            throws Unknowable, InterruptedException {
        Optional<Pf> now =
                trail.step(count == 0 ? "wait" : "read back", () -> await(pf.address(), count));
        if (now.isPresent()) {
            return new Attempt.Reached(now.get(), remark(now.get()));
        }
        String value = Integer.toString(count);
        return missed(pf, new WriteError(SHORTFALL, target.path(), value, lines), trail);
    }

    private static Attempt refused(
            Pf pf, WriteTarget target, String value, WriteResult.Refused refused, Trail trail) {
        List<String> lines = refused.kernelLines();
        return missed(pf, new WriteError(refused.errno(), target.path(), value, lines), trail);
    }

    private static Attempt missed(Pf pf, WriteError error, Trail trail) {
        trail.error(error);
        return new Attempt.Missed(
                WriteFailure.of(error.errno(), pf.driver(), error.kernelLines()).sentence());
    }

    private static Attempt hung(
            WriteTarget target, String value, WriteResult.Hung hung, Trail trail) {
        trail.error(new WriteError(NO_ANSWER, target.path(), value, hung.kernelLines()));
        return new Attempt.Hung(
                "The write of %s did not return within %d s: %s still holds the PF and cannot be ended, so nothing more is done to it."
                        .formatted(value, hung.waited().toSeconds(), hung.writer()));
    }

    /// The PF once it has so many VFs, all with a driver where one is to be expected.
    private Optional<Pf> await(PciAddress address, int count) throws InterruptedException {
        long begun = clock.nanoTime();
        while (true) {
            Optional<Pf> now = look(address).filter(pf -> pf.has(count));
            Duration waited = Duration.ofNanos(clock.nanoTime() - begun);
            if (now.isPresent() && (settled(now.get()) || waited.compareTo(DRIVERS_WITHIN) >= 0)) {
                return now;
            }
            boolean late = waited.compareTo(count == 0 ? GONE_WITHIN : THERE_WITHIN) >= 0;
            if (now.isEmpty() && late) {
                return now;
            }
            clock.sleep(GLANCE);
        }
    }

    /// The PF once others have had the time to notice the new count and to set another one; empty
    /// where that cannot be found out.
    Optional<Pf> watch(Pf reached, int before, Trail trail) throws InterruptedException {
        try {
            return trail.step("watch", () -> watched(reached, before));
        } catch (Unknowable unknown) {
            return Optional.empty();
        }
    }

    private Optional<Pf> watched(Pf reached, int before) throws InterruptedException {
        long begun = clock.nanoTime();
        while (true) {
            clock.sleep(GLANCE);
            Optional<Pf> now = look(reached.address());
            boolean calm = now.filter(pf -> pf.has(reached.numVfs()) || pf.has(before)).isPresent();
            Duration waited = Duration.ofNanos(clock.nanoTime() - begun);
            if (waited.compareTo(calm ? NOTICED_WITHIN : FOUGHT_WITHIN) >= 0) {
                return now;
            }
        }
    }

    /// The PF as it is now, or empty where that cannot be found out.
    Optional<Pf> look(PciAddress address) throws InterruptedException {
        try {
            return Optional.of(Pf.readPatiently(sight, address, clock));
        } catch (Unknowable unknown) {
            return Optional.empty();
        }
    }

    private boolean settled(Pf pf) {
        return remark(pf).isEmpty();
    }

    private String remark(Pf pf) {
        long driverless = lacking(pf, "driver");
        if (driverless > 0 && autoprobe(pf)) {
            return "%d of %d VFs have no driver.".formatted(driverless, pf.vfs().size());
        }
        long groupless = lacking(pf, "iommu_group");
        return groupless > 0 && has(pf.address(), "iommu_group")
                ? "%d of %d VFs have no IOMMU group.".formatted(groupless, pf.vfs().size())
                : "";
    }

    private boolean autoprobe(Pf pf) {
        return sight.host()
                .text(pf.address().sysfsPath() + "/sriov_drivers_autoprobe")
                .found()
                .filter("0"::equals)
                .isEmpty();
    }

    private long lacking(Pf pf, String link) {
        return pf.vfs().values().stream().filter(vf -> !has(vf, link)).count();
    }

    private boolean has(PciAddress address, String link) {
        return sight.host().link(address.sysfsPath() + "/" + link).found().isPresent();
    }
}
