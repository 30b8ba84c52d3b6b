package io.vfleet.agent.host;

import static java.util.Objects.requireNonNull;

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
}
