package io.vfleet.simulation.kernel;

import java.util.List;
import java.util.Optional;

/// What a write ends with.
///
/// @param errno empty: the write succeeded, whatever came of it
/// @param lines of the kernel's log
public record Answer(Optional<Errno> errno, List<String> lines) {

    static final Answer DONE = new Answer(Optional.empty(), List.of());

    public Answer {
        lines = List.copyOf(lines);
    }

    static Answer of(Errno errno) {
        return new Answer(Optional.of(errno), List.of());
    }

    static Answer of(Errno errno, String line) {
        return new Answer(Optional.of(errno), List.of(line));
    }
}
