package io.vfleet.domain.operation;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/// How far an agent is with a command. The last one of a command carries its ending.
///
/// @param state `RUNNING` while it works, `VERIFYING` when read back and as wanted, otherwise the
///   ending
/// @param before the count before anything was written
/// @param after the count read back at the end
/// @param explanation one sentence for people
/// @param record what the agent wrote down of the ending for itself
public record Progress(
        UUID command,
        OperationState state,
        OptionalInt before,
        OptionalInt after,
        Optional<WriteError> error,
        List<GateResult> gates,
        List<Step> steps,
        Optional<String> explanation,
        Optional<NodeRecord> record) {

    /// One of which nothing was written down.
    public Progress(
            UUID command,
            OperationState state,
            OptionalInt before,
            OptionalInt after,
            Optional<WriteError> error,
            List<GateResult> gates,
            List<Step> steps,
            Optional<String> explanation) {
        this(command, state, before, after, error, gates, steps, explanation, Optional.empty());
    }

    public Progress {
        gates = List.copyOf(gates);
        steps = List.copyOf(steps);
    }

    public Progress with(NodeRecord written) {
        return new Progress(
                command,
                state,
                before,
                after,
                error,
                gates,
                steps,
                explanation,
                Optional.of(written));
    }
}
