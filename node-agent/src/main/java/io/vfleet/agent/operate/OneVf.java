package io.vfleet.agent.operate;

import static io.vfleet.domain.remedy.WriteFailure.NO_ANSWER;

import io.vfleet.agent.host.ChangeResult;
import io.vfleet.agent.host.HostWriter;
import io.vfleet.agent.host.PfIdentity;
import io.vfleet.agent.host.VfChange;
import io.vfleet.agent.sight.Sight;
import io.vfleet.agent.sight.Unknowable;
import io.vfleet.domain.operation.WriteError;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// One VF of a PF: read whole, and set to what differs from that.
final class OneVf {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration SHOWN_WITHIN = Duration.ofSeconds(5);
    private static final Duration GLANCE = Duration.ofMillis(200);

    private final Sight sight;
    private final HostWriter writer;
    private final Clockwork clock;
    private final Pf pf;
    private final int index;

    OneVf(Sight sight, HostWriter writer, Clockwork clock, Pf whole, int index) {
        this.sight = sight;
        this.writer = writer;
        this.clock = clock;
        this.pf = whole.only(index);
        this.index = index;
    }

    String name() {
        return "VF %d of %s".formatted(index, pf.address());
    }

    Pf pf() {
        return pf;
    }

    VfSettings read() throws Unknowable {
        VfSettings found = Snapshot.read(sight, pf).vfs().get(index);
        if (found == null) {
            throw new Unknowable("there is no " + name());
        }
        return found;
    }

    /// Who uses it; empty where nobody does.
    Optional<String> users() throws Unknowable {
        return VfsInUseGate.users(sight, pf);
    }

    /// Writes what differs, and waits a moment until it shows: a netdev that was just made is not
    /// seen at once.
    Deed.Made set(VfSettings wanted, Trail trail) throws Unknowable, InterruptedException {
        List<VfChange> changes = wanted.since(read(), index);
        if (changes.isEmpty()) {
            return new Deed.Made.Taken();
        }
        PfIdentity identity = new PfIdentity(pf.address(), pf.vendor(), pf.device());
        return switch (writer.change(identity, changes, LIMIT)) {
            case ChangeResult.Hung(var who, var waited) -> hung(changes, who, waited, trail);
            case ChangeResult.Done(var failures) when failures.isEmpty() -> shown(wanted);
            case ChangeResult.Done(var failures) -> refused(failures, trail);
        };
    }

    private Deed.Made shown(VfSettings wanted) throws Unknowable, InterruptedException {
        long begun = clock.nanoTime();
        while (!wanted.since(read(), index).isEmpty()
                && Duration.ofNanos(clock.nanoTime() - begun).compareTo(SHOWN_WITHIN) < 0) {
            clock.sleep(GLANCE);
        }
        return new Deed.Made.Taken();
    }

    private Deed.Made refused(List<ChangeResult.Failure> failures, Trail trail) {
        ChangeResult.Failure first = failures.getFirst();
        trail.error(error(first.errno(), first.change()));
        return new Deed.Made.Refused(
                failures.stream()
                        .map(OneVf::sentence)
                        .collect(Collectors.joining(" ", "The kernel refused: ", "")));
    }

    private Deed.Made hung(List<VfChange> changes, String who, Duration waited, Trail trail) {
        trail.error(error(NO_ANSWER, changes.getFirst()));
        return new Deed.Made.Hung(
                "Setting %s did not end within %d s: %s; nothing more is done to it."
                        .formatted(name(), waited.toSeconds(), who));
    }

    private WriteError error(String errno, VfChange change) {
        String path = "%s/virtfn%d".formatted(pf.address().sysfsPath(), index);
        return new WriteError(errno, path, change.setting().text(), List.of());
    }

    private static String sentence(ChangeResult.Failure failure) {
        String meaning =
                switch (failure.errno()) {
                    case "EOPNOTSUPP", "ENOTSUP" -> ", the PF's driver cannot set this";
                    case "ENODEV" -> ", the driver does not take this VF";
                    case "EBUSY" -> ", something holds it";
                    case "EPERM", "EACCES" -> ", the agent may not write this";
                    default -> "";
                };
        return failure + meaning + ".";
    }
}
