package io.vfleet.server.database;

/// The configured database cannot be used; the message is one sentence for people.
final class DatabaseUnusable extends RuntimeException {

    DatabaseUnusable(String sentence) {
        super(sentence);
    }

    DatabaseUnusable(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
