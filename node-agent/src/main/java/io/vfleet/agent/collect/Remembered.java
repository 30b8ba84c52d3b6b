package io.vfleet.agent.collect;

import io.vfleet.agent.host.Reading;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/// Answers that are dear to get, kept for a while by whom was asked.
final class Remembered<K, T> {

    private final InstantSource clock;
    private final Duration age;
    private final Map<K, Answer<T>> answers = new HashMap<>();

    Remembered(InstantSource clock, Duration age) {
        this.clock = clock;
        this.age = age;
    }

    Answer<T> of(K whom, Supplier<Reading<T>> question) {
        Instant now = clock.instant();
        Answer<T> old = answers.get(whom);
        if (old != null && now.isBefore(old.at().plus(age))) {
            return old;
        }
        Answer<T> answer = new Answer<>(now, question.get());
        answers.put(whom, answer);
        return answer;
    }

    void forget() {
        answers.clear();
    }

    /// What was answered, and when it was asked.
    record Answer<T>(Instant at, Reading<T> reading) {}
}
