package io.vfleet.bench.measure;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// What was measured between two moments.
///
/// @param lag how much later than planned this process sent its heartbeats: its own weakness, not
///   the server's
/// @param fewestHeld of the polls that were held, looked at every second
public record Figures(
        double seconds,
        Map<Kind, Samples> samples,
        Samples lag,
        int fewestHeld,
        int mostHeld,
        Map<Note, Integer> notes) {

    public Figures {
        samples = samples.isEmpty() ? Map.of() : new EnumMap<>(samples);
        notes = Map.copyOf(notes);
    }

    public Optional<Samples> of(Kind kind) {
        return Optional.ofNullable(samples.get(kind));
    }

    public long requests() {
        return samples.entrySet().stream()
                .filter(entry -> entry.getKey().request())
                .mapToLong(entry -> entry.getValue().count())
                .sum();
    }

    public double perSecond(long count) {
        return seconds > 0 ? count / seconds : 0;
    }
}
