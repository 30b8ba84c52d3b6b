package io.vfleet.agent.host;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.function.Function;

/// What came of looking at one path. Files vanish in the middle of a look (hot-unplug); that is no
/// exception.
public sealed interface Reading<T> {

    /// It was there.
    record Value<T>(T value) implements Reading<T> {
        public Value {
            requireNonNull(value, "value is null");
        }
    }

    /// It is not there.
    record Absent<T>() implements Reading<T> {}

    /// It is there (or may be) but could not be read; `reason` in the kernel's words: `Permission
    /// denied`.
    record Failed<T>(String reason) implements Reading<T> {
        public Failed {
            requireNonNull(reason, "reason is null");
        }
    }

    /// What was read, for callers who do not ask why there is nothing.
    default Optional<T> found() {
        return switch (this) {
            case Value<T>(T value) -> Optional.of(value);
            case Absent<T>() -> Optional.empty();
            case Failed<T>(var _) -> Optional.empty();
        };
    }

    /// The same outcome about something made of the value.
    default <R> Reading<R> map(Function<T, R> change) {
        return switch (this) {
            case Value<T>(T value) -> new Value<>(change.apply(value));
            case Absent<T>() -> new Absent<>();
            case Failed<T>(String reason) -> new Failed<>(reason);
        };
    }

    /// What comes of going on with the value.
    default <R> Reading<R> then(Function<T, Reading<R>> next) {
        return switch (this) {
            case Value<T>(T value) -> next.apply(value);
            case Absent<T>() -> new Absent<>();
            case Failed<T>(String reason) -> new Failed<>(reason);
        };
    }
}
