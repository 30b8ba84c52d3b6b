package io.vfleet.bench.support;

/// Something that was asked for and cannot be, in words for people.
public final class Misuse extends Exception {

    public Misuse(String message) {
        super(message);
    }
}
