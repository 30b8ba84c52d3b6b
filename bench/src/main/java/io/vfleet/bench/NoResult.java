package io.vfleet.bench;

/// Nothing was measured, in words for people.
final class NoResult extends Exception {

    NoResult(String message) {
        super(message);
    }
}
