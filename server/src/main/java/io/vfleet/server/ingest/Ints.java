package io.vfleet.server.ingest;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Numbers that may be missing, as columns have them.
final class Ints {

    private Ints() {}

    static @Nullable Integer orNull(OptionalInt number) {
        return number.isPresent() ? (Integer) number.getAsInt() : null;
    }
}
