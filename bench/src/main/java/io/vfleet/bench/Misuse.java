package io.vfleet.bench;

/// Something that was asked for and cannot be, in words for people.
final class Misuse extends Exception {

    Misuse(String message) {
        super(message);
    }
}
