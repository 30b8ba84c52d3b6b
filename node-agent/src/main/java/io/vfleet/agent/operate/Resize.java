package io.vfleet.agent.operate;

import io.vfleet.agent.host.HostWriter;
import io.vfleet.agent.sight.Sight;
import io.vfleet.agent.sight.Unknowable;
import io.vfleet.domain.operation.OperationState;
import io.vfleet.domain.operation.Progress;
import java.util.Optional;
import java.util.OptionalInt;

/// Changes a PF's VF count through 0, and goes back to the old one where the new one cannot be had.
final class Resize {

    private final Sight sight;
    private final CountWriter writer;
    private final VfRestore restore;
    private final Snapshot snapshot;

    /// @param snapshot what the VFs were set to before
    Resize(Sight sight, HostWriter writer, Clockwork clock, Snapshot snapshot) {
        this.sight = sight;
        this.writer = new CountWriter(sight, writer, clock);
        this.restore = new VfRestore(sight, writer, clock);
        this.snapshot = snapshot;
    }

    /// From here on the host is written to.
    Progress run(Pf before, int target, Trail trail) throws InterruptedException {
        if (before.numVfs() > 0 || !before.vfs().isEmpty()) {
            Attempt emptied = writer.attempt(before, 0, trail);
            if (!(emptied instanceof Attempt.Reached)) {
                return afterFailure(before, emptied, trail);
            }
            if (target == 0) {
                return ending(emptied, before, trail);
            }
        }
        return ending(writer.attempt(before, target, trail), before, trail);
    }

    private Progress ending(Attempt attempt, Pf before, Trail trail) throws InterruptedException {
        return switch (attempt) {
            case Attempt.Reached reached -> kept(reached, before, trail);
            case Attempt.Missed missed -> afterFailure(before, missed, trail);
            case Attempt.Hung hung -> afterFailure(before, hung, trail);
        };
    }

    /// A count that somebody else has set back is none of ours, and is not fought over.
    private Progress kept(Attempt.Reached reached, Pf before, Trail trail)
            throws InterruptedException {
        int count = reached.now().numVfs();
        Optional<String> lost = restore.run(snapshot, reached.now(), trail);
        Optional<Pf> left = writer.watch(reached.now(), before.numVfs(), trail);
        if (left.isEmpty()) {
            return trail.ending(
                    OperationState.UNKNOWN,
                    OptionalInt.empty(),
                    "The PF had %d VFs; what is there now cannot be read.".formatted(count));
        }
        Pf now = left.get();
        if (now.has(count)) {
            String words = "The PF has %d VFs. %s".formatted(count, reached.remark()).strip();
            return settled(OperationState.VERIFYING, now, words, lost, trail);
        }
        return trail.ending(
                now.has(before.numVfs()) ? OperationState.ROLLED_BACK : OperationState.PARTIAL,
                OptionalInt.of(now.numVfs()),
                "The PF had %d VFs, then somebody else on this host set it to %d."
                        .formatted(count, now.vfs().size()));
    }

    /// The count is there already: what is left to do is what the VFs were set to.
    Progress keep(Pf now, String words, Trail trail) throws InterruptedException {
        Optional<String> lost = restore.run(snapshot, now, trail);
        return settled(OperationState.VERIFYING, now, words.formatted(now.numVfs()), lost, trail);
    }

    // a VF without its VLAN or trust is another one to its user: that is no success
    private static Progress settled(
            OperationState state, Pf now, String words, Optional<String> lost, Trail trail) {
        return lost.isPresent()
                ? partial(now, words + " " + lost.get(), trail)
                : trail.ending(state, OptionalInt.of(now.numVfs()), words);
    }

    private Progress afterFailure(Pf before, Attempt attempt, Trail trail)
            throws InterruptedException {
        return switch (attempt) {
            case Attempt.Hung(var why) ->
                    trail.ending(OperationState.UNKNOWN, OptionalInt.empty(), why);
            case Attempt.Missed(var why) -> goBack(before, why, trail);
            case Attempt.Reached(var now, var remark) ->
                    throw new IllegalStateException("no failure: " + now + remark);
        };
    }

    /// The old count again, and what its VFs were set to; not where that would harm somebody.
    Progress goBack(Pf before, String why, Trail trail) throws InterruptedException {
        Optional<Pf> read = writer.look(before.address());
        if (read.isEmpty()) {
            return trail.ending(
                    OperationState.UNKNOWN,
                    OptionalInt.empty(),
                    why + " What is there now cannot be read.");
        }
        Pf now = read.get();
        if (now.has(before.numVfs())) {
            return unchanged(now, why, trail);
        }
        Optional<String> obstacle = obstacle(now);
        if (obstacle.isPresent()) {
            return partial(now, why + " It was not taken back: " + obstacle.get() + ".", trail);
        }
        return back(before, now, why, trail);
    }

    private Progress unchanged(Pf now, String why, Trail trail) throws InterruptedException {
        if (restore.needless(snapshot, now)) {
            return trail.ending(
                    OperationState.FAILED,
                    OptionalInt.of(now.numVfs()),
                    why + " Nothing was changed.");
        }
        Optional<String> lost = restore.run(snapshot, now, trail);
        return settled(
                OperationState.ROLLED_BACK, now, why + " The VFs are as they were.", lost, trail);
    }

    // once, and never again: a second failure is for people to look at
    private Progress back(Pf before, Pf now, String why, Trail trail) throws InterruptedException {
        if (now.numVfs() > 0 || !now.vfs().isEmpty()) {
            Attempt emptied = writer.attempt(now, 0, trail);
            if (!(emptied instanceof Attempt.Reached) || before.numVfs() == 0) {
                return afterBack(emptied, before, why, trail);
            }
        }
        return afterBack(writer.attempt(now, before.numVfs(), trail), before, why, trail);
    }

    private Progress afterBack(Attempt attempt, Pf before, String why, Trail trail)
            throws InterruptedException {
        return switch (attempt) {
            case Attempt.Reached(var now, var _) ->
                    settled(
                            OperationState.ROLLED_BACK,
                            now,
                            "%s The old count of %d is back.".formatted(why, before.numVfs()),
                            restore.run(snapshot, now, trail),
                            trail);
            case Attempt.Missed(var again) -> {
                String both = why + " Going back failed as well: " + again;
                yield writer.look(before.address())
                        .map(now -> partial(now, both, trail))
                        .orElseGet(() ->
                                trail.ending(OperationState.UNKNOWN, OptionalInt.empty(), both));
            }
            case Attempt.Hung(var hung) ->
                    trail.ending(OperationState.UNKNOWN, OptionalInt.empty(), why + " " + hung);
        };
    }

    private static Progress partial(Pf now, String why, Trail trail) {
        return trail.ending(OperationState.PARTIAL, OptionalInt.of(now.numVfs()), why);
    }

    private Optional<String> obstacle(Pf now) {
        try {
            Optional<String> stop = PolicyGate.stop(sight);
            return stop.isPresent()
                    ? stop
                    : VfsInUseGate.users(sight, now).map(users -> "VFs are in use, " + users);
        } catch (Unknowable unknown) {
            return Optional.of(String.valueOf(unknown.getMessage()));
        }
    }
}
