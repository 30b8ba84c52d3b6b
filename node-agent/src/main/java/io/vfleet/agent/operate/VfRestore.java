package io.vfleet.agent.operate;

import static io.vfleet.domain.remedy.WriteFailure.NO_ANSWER;

import io.vfleet.agent.host.ChangeResult;
import io.vfleet.agent.host.HostWriter;
import io.vfleet.agent.host.PfIdentity;
import io.vfleet.agent.host.VfChange;
import io.vfleet.agent.host.WriteResult;
import io.vfleet.agent.host.WriteTarget;
import io.vfleet.agent.sight.Sight;
import io.vfleet.agent.sight.Unknowable;
import io.vfleet.domain.operation.WriteError;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Gives VFs that were made anew what their predecessors of the same index were set to. Done again
/// it does nothing.
final class VfRestore {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration LIMIT_PER_CHANGE = Duration.ofSeconds(3);
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(5);
    private static final Duration GLANCE = Duration.ofMillis(200);
    private static final int SHOWN = 4;
    private static final String AUTOPROBE = "sriov_drivers_autoprobe";

    private final Sight sight;
    private final HostWriter writer;
    private final Clockwork clock;

    VfRestore(Sight sight, HostWriter writer, Clockwork clock) {
        this.sight = sight;
        this.writer = writer;
        this.clock = clock;
    }

    /// Whether all is set as it was.
    boolean needless(Snapshot wanted, Pf pf) {
        try {
            return same(wanted, Snapshot.read(sight, pf));
        } catch (Unknowable unknown) {
            return false;
        }
    }

    private static boolean same(Snapshot wanted, Snapshot now) {
        return wanted.since(now).isEmpty() && wanted.autoprobe().equals(now.autoprobe());
    }

    /// @return what is not as it was, for people; empty where all is
    Optional<String> run(Snapshot wanted, Pf pf, Trail trail) throws InterruptedException {
        try {
            Snapshot now = Snapshot.read(sight, pf);
            if (same(wanted, now)) {
                return Optional.empty();
            }
            return trail.step("restore", () -> restored(wanted, now, pf, trail));
        } catch (Unknowable unknown) {
            return Optional.of("VF settings were not restored: " + unknown.getMessage());
        }
    }

    private Optional<String> restored(Snapshot wanted, Snapshot now, Pf pf, Trail trail)
            throws Unknowable, InterruptedException {
        Optional<String> refused =
                wanted.autoprobe()
                        .filter(value -> !now.autoprobe().equals(Optional.of(value)))
                        .flatMap(value -> refused(pf, value));
        if (refused.isPresent()) {
            return refused;
        }
        List<VfChange> changes = wanted.since(now);
        ChangeResult result = writer.change(identity(pf), changes, limit(changes));
        return switch (result) {
            case ChangeResult.Hung(var who, var waited) -> {
                trail.error(new WriteError(NO_ANSWER, pf.address().sysfsPath(), "", List.of()));
                yield Optional.of(
                        "Restoring VF settings did not end within %d s: %s."
                                .formatted(waited.toSeconds(), who));
            }
            case ChangeResult.Done(var failures) -> missing(wanted, pf, failures);
        };
    }

    // a netdev that was just made needs a moment until it is to be seen
    private Optional<String> missing(Snapshot wanted, Pf pf, List<ChangeResult.Failure> failures)
            throws Unknowable, InterruptedException {
        long begun = clock.nanoTime();
        while (true) {
            Pf there = Pf.readPatiently(sight, pf.address(), clock);
            List<VfChange> left = wanted.since(Snapshot.read(sight, there));
            boolean late =
                    Duration.ofNanos(clock.nanoTime() - begun).compareTo(SETTLED_WITHIN) >= 0;
            if (left.isEmpty()) {
                return Optional.empty();
            }
            if (late || !failures.isEmpty()) {
                return Optional.of(words(left, failures));
            }
            clock.sleep(GLANCE);
        }
    }

    private static String words(List<VfChange> left, List<ChangeResult.Failure> failures) {
        List<String> all =
                failures.isEmpty()
                        ? left.stream()
                                .map(it -> "VF %d: %s".formatted(it.vf(), it.setting().text()))
                                .toList()
                        : failures.stream().map(ChangeResult.Failure::toString).toList();
        String more = all.size() > SHOWN ? "; and %d more".formatted(all.size() - SHOWN) : "";
        return all.stream()
                .limit(SHOWN)
                .collect(Collectors.joining("; ", "VF settings were not restored: ", more + "."));
    }

    private Optional<String> refused(Pf pf, String value) {
        WriteTarget target = new WriteTarget(pf.address(), pf.vendor(), pf.device(), AUTOPROBE);
        return writer.write(target, value, LIMIT) instanceof WriteResult.Written
                ? Optional.empty()
                : Optional.of("%s could not be set back to %s.".formatted(AUTOPROBE, value));
    }

    private static Duration limit(List<VfChange> changes) {
        return LIMIT.plus(LIMIT_PER_CHANGE.multipliedBy(changes.size()));
    }

    private static PfIdentity identity(Pf pf) {
        return new PfIdentity(pf.address(), pf.vendor(), pf.device());
    }
}
