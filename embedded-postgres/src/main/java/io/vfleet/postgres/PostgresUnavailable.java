package io.vfleet.postgres;

/// PostgreSQL could not be started; the message is one sentence for people: what is wrong, where,
/// what to do.
public sealed class PostgresUnavailable extends RuntimeException permits PortTaken {

    PostgresUnavailable(String sentence) {
        super(sentence);
    }

    PostgresUnavailable(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
