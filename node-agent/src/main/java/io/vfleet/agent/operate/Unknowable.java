package io.vfleet.agent.operate;

/// What a gate must know cannot be known; the message says what and why.
final class Unknowable extends Exception {

    Unknowable(String message) {
        super(message);
    }
}
