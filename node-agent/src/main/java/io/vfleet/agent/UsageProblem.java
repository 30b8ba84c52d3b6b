package io.vfleet.agent;

/// A command line that cannot be followed; the message is the line to show.
public final class UsageProblem extends Exception {

    public UsageProblem(String message) {
        super(message);
    }
}
