package io.vfleet.agent.push;

import java.time.Duration;
import java.util.Optional;

/// What came of a request to the server.
sealed interface Answer<T> {

    /// The server took it.
    record Taken<T>(T value) implements Answer<T> {}

    /// No answer.
    sealed interface Failure<T> extends Answer<T> {}

    /// The server answered, and not with yes.
    ///
    /// @param route the last word of the path: `token`
    /// @param problem the RFC 9457 document, as far as there was one
    record Refused<T>(String route, int status, Problem problem, Optional<Duration> retryAfter)
            implements Failure<T> {

        <U> Refused<U> of() {
            return new Refused<>(route, status, problem, retryAfter);
        }
    }

    /// There was no answer, or none that can be understood.
    record Unreachable<T>(String reason) implements Failure<T> {

        <U> Unreachable<U> of() {
            return new Unreachable<>(reason);
        }
    }
}
