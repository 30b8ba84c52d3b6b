package io.vfleet.agent.operate;

import io.vfleet.agent.sight.Unknowable;
import io.vfleet.domain.operation.Command;
import io.vfleet.domain.operation.GateResult;
import io.vfleet.domain.operation.OperationState;
import io.vfleet.domain.operation.Progress;
import io.vfleet.domain.operation.Step;
import io.vfleet.domain.operation.WriteError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Consumer;

/// What one operation did so far; every step is told on.
final class Trail {

    private final Command command;
    private final Clockwork clock;
    private final Consumer<Progress> listener;
    private final List<Step> steps = new ArrayList<>();
    private List<GateResult> gates = List.of();
    private OptionalInt before = OptionalInt.empty();
    private Optional<WriteError> error = Optional.empty();

    Trail(Command command, Clockwork clock, Consumer<Progress> listener) {
        this.command = command;
        this.clock = clock;
        this.listener = listener;
    }

    Command command() {
        return command;
    }

    /// Does the work, and notes how long it took.
    <T> T step(String name, Work<T> work) throws Unknowable, InterruptedException {
        Instant startedAt = clock.now();
        long begun = clock.nanoTime();
        try {
            return work.done();
        } finally {
            long took = Duration.ofNanos(clock.nanoTime() - begun).toMillis();
            steps.add(new Step(name, startedAt, Math.max(0, took)));
            listener.accept(running());
        }
    }

    /// A step that was timed elsewhere.
    void add(Step step) {
        steps.add(step);
        listener.accept(running());
    }

    void before(int count) {
        before = OptionalInt.of(count);
    }

    void gates(List<GateResult> results) {
        gates = results;
    }

    /// The first error counts: what follows is its consequence.
    void error(WriteError refusal) {
        error = error.or(() -> Optional.of(refusal));
    }

    Progress running() {
        return progress(OperationState.RUNNING, OptionalInt.empty(), Optional.empty());
    }

    Progress ending(OperationState state, OptionalInt after, String explanation) {
        return progress(state, after, Optional.of(explanation));
    }

    /// The ending of what was not begun.
    static Progress refused(UUID command, String why) {
        return new Progress(
                command,
                OperationState.REFUSED,
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.of(why));
    }

    private Progress progress(
            OperationState state, OptionalInt after, Optional<String> explanation) {
        return new Progress(command.id(), state, before, after, error, gates, steps, explanation);
    }

    /// Something that takes its time.
    @FunctionalInterface
    interface Work<T> {
        T done() throws Unknowable, InterruptedException;
    }
}
