package io.vfleet.agent.operate;

import io.vfleet.agent.sight.Sight;
import io.vfleet.agent.sight.Unknowable;
import io.vfleet.domain.operation.OperationState;
import io.vfleet.domain.operation.Progress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What became of an operation during which the agent was ended: looked at, never done again.
final class Aftermath {

    private Aftermath() {}

    static Progress of(JournalRecord.Started started, Sight sight) {
        try {
            Pf pf = Pf.read(sight, started.pf());
            return ending(
                    started, state(started.start(), pf), pf, words(started.start(), pf, sight));
        } catch (Unknowable unknown) {
            return ending(started, OperationState.UNKNOWN, String.valueOf(unknown.getMessage()));
        }
    }

    private static OperationState state(JournalRecord.Start start, Pf pf) {
        if (pf.has(start.target())) {
            return OperationState.VERIFYING;
        }
        return pf.has(start.before()) ? OperationState.FAILED : OperationState.PARTIAL;
    }

    private static String words(JournalRecord.Start start, Pf pf, Sight sight) {
        if (rebooted(start, sight)) {
            return "The host was booted anew meanwhile, which undoes every write; the PF has %d VFs now."
                    .formatted(pf.vfs().size());
        }
        if (pf.has(start.target())) {
            return "The agent was ended meanwhile; the PF has %d VFs.".formatted(start.target());
        }
        if (pf.has(start.before())) {
            return "The agent was stopped before the write; nothing was changed.";
        }
        return "The agent was ended in the midst of it: there were %d VFs, wanted were %d, now there are %d."
                .formatted(start.before(), start.target(), pf.vfs().size());
    }

    private static boolean rebooted(JournalRecord.Start start, Sight sight) {
        Optional<String> now = sight.bootId();
        return start.bootId().isPresent() && now.isPresent() && !start.bootId().equals(now);
    }

    private static Progress ending(
            JournalRecord.Started started, OperationState state, Pf pf, String explanation) {
        return progress(started, state, OptionalInt.of(pf.numVfs()), explanation);
    }

    private static Progress ending(
            JournalRecord.Started started, OperationState state, String explanation) {
        return progress(started, state, OptionalInt.empty(), explanation);
    }

    private static Progress progress(
            JournalRecord.Started started,
            OperationState state,
            OptionalInt after,
            String explanation) {
        return new Progress(
                started.id(),
                state,
                OptionalInt.of(started.start().before()),
                after,
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.of(explanation));
    }
}
