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
        int before = started.start().before();
        int target = started.start().target();
        try {
            Pf pf = Pf.read(sight, started.pf());
            if (pf.has(target)) {
                return ending(
                        started,
                        OperationState.VERIFYING,
                        pf,
                        "The agent was ended meanwhile; the PF has %d VFs.".formatted(target));
            }
            if (pf.has(before)) {
                return ending(
                        started,
                        OperationState.FAILED,
                        pf,
                        "The agent was stopped before the write; nothing was changed.");
            }
            return ending(
                    started,
                    OperationState.PARTIAL,
                    pf,
                    "The agent was ended in the midst of it: there were %d VFs, wanted were %d, now there are %d."
                            .formatted(before, target, pf.vfs().size()));
        } catch (Unknowable unknown) {
            return ending(started, OperationState.UNKNOWN, String.valueOf(unknown.getMessage()));
        }
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
