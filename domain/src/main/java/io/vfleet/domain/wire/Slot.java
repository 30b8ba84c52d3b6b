package io.vfleet.domain.wire;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// One field of an object, before and after it was read; `null` in JSON is the same as absent, but
/// where something else is expected than that there is nothing.
final class Slot<T> {

    private final JsonInput in;
    private final String name;
    private final String expected;
    private final JsonInput.Reading<T> reading;
    private @Nullable T value;
    private boolean said;

    Slot(JsonInput in, String name, String expected, JsonInput.Reading<T> reading) {
        this.in = in;
        this.name = name;
        this.expected = expected;
        this.reading = reading;
    }

    boolean named(String other) {
        return name.equals(other);
    }

    void read() throws MalformedDocument {
        said = true;
        if (!in.isNull()) {
            value = reading.read(in);
        }
    }

    /// Whether the field stands there, be it with `null`.
    boolean said() {
        return said;
    }

    Optional<T> optional() {
        return Optional.ofNullable(value);
    }

    /// What stands there, or else what was expected.
    Optional<T> optional(Optional<T> expected) {
        return said ? optional() : expected;
    }

    T required() throws MalformedDocument {
        if (value == null) {
            throw in.missing(name, expected);
        }
        return value;
    }

    T or(T other) {
        return value == null ? other : value;
    }

    static OptionalInt optionalInt(Slot<Integer> slot) {
        return slot.value == null ? OptionalInt.empty() : OptionalInt.of(slot.value);
    }

    /// What stands there, or else what was expected.
    static OptionalInt optionalInt(Slot<Integer> slot, OptionalInt expected) {
        return slot.said ? optionalInt(slot) : expected;
    }

    static OptionalLong optionalLong(Slot<Long> slot) {
        return slot.value == null ? OptionalLong.empty() : OptionalLong.of(slot.value);
    }
}
