package io.vfleet.bench.node;

import io.vfleet.bench.http.Reply;
import io.vfleet.bench.http.Reply.Answered;
import io.vfleet.bench.http.Reply.Broken;
import io.vfleet.domain.wire.MalformedDocument;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// Whether an answer was as it had to be.
sealed interface Verdict<T> {

    record Good<T>(T value) implements Verdict<T> {}

    /// @param status 0 where there was no answer
    record Bad<T>(String reason, int status, Optional<Duration> retryAfter) implements Verdict<T> {

        boolean overload() {
            return (status == 429 || status == 503) && retryAfter.isPresent();
        }
    }

    static <T> Verdict<T> of(Reply reply, Call.Good<T> good) {
        return switch (reply) {
            case Broken(String reason) -> new Bad<>(reason, 0, Optional.empty());
            case Answered answer -> of(answer, good);
        };
    }

    private static <T> Verdict<T> of(Answered answer, Call.Good<T> good) {
        if (answer.status() != good.status()) {
            return new Bad<>("answered " + answer.status(), answer.status(), retryAfter(answer));
        }
        if (answer.last()) {
            return new Bad<>("the server ends the connection", answer.status(), Optional.empty());
        }
        try {
            return new Good<>(good.reader().read(new ByteArrayInputStream(answer.body())));
        } catch (MalformedDocument | IOException e) {
            return new Bad<>("malformed: " + e.getMessage(), answer.status(), Optional.empty());
        }
    }

    private static Optional<Duration> retryAfter(Answered answer) {
        return answer.header("Retry-After")
                .filter(text -> text.matches("\\d{1,4}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    }
}
