package io.vfleet.agent.state;

/// The state directory cannot be used; the message is the one line to show.
public final class StateProblem extends Exception {

    StateProblem(String message) {
        super(message);
    }
}
