package io.vfleet.bench.support;

/// Nothing was measured, in words for people.
public final class NoResult extends Exception {

    public NoResult(String message) {
        super(message);
    }
}
