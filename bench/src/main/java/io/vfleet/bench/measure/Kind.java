package io.vfleet.bench.measure;

import java.util.Locale;

/// What is timed.
public enum Kind {
    ENROLL,
    CHALLENGE,
    TOKEN,
    REPORT,
    HEARTBEAT,
    /// how much later than asked a poll without a command was answered
    POLL,
    PROGRESS,
    /// `POST /api/v1/operations` until its answer
    REQUEST,
    /// `POST /api/v1/operations` until the node has the command
    COMMAND,
    /// `POST /api/v1/operations` until it is said to have succeeded
    SETTLED;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// A request of its own, not a time across several.
    public boolean request() {
        return this != COMMAND && this != SETTLED;
    }
}
