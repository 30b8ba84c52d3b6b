package io.vfleet.server.stream;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The newest hints in the order in which they were heard, which is the same on every replica.
/// Whoever uses it holds a lock.
final class RecentHints {

    private static final int MOST = 4096;

    private final ArrayDeque<Hint> hints = new ArrayDeque<>();

    /// stands for the moment before the first hint
    private String start = "";

    RecentHints() {
        begin();
    }

    /// Forgets all: from now on hints are heard, and nobody knows which ones were missed.
    void begin() {
        hints.clear();
        start = "start-" + UUID.randomUUID();
    }

    void add(Hint hint) {
        hints.addLast(hint);
        if (hints.size() > MOST) {
            start = position(hints.removeFirst());
        }
    }

    /// Where somebody is who has heard everything.
    String newest() {
        return hints.isEmpty() ? start : position(hints.getLast());
    }

    /// What came after; empty when that is not known.
    Optional<List<Hint>> after(String position) {
        if (position.equals(start)) {
            return Optional.of(List.copyOf(hints));
        }
        List<Hint> later =
                hints.stream().dropWhile(hint -> !position(hint).equals(position)).toList();
        return later.isEmpty() ? Optional.empty() : Optional.of(later.subList(1, later.size()));
    }

    private static String position(Hint hint) {
        return Long.toString(hint.id());
    }
}
