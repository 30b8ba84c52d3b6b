package io.vfleet.agent.push;

/// Why an agent is no longer running.
public sealed interface Ending {

    /// It was interrupted.
    record Stopped() implements Ending {}

    /// The server does not enroll this node; `why` is the line to show.
    record NotEnrolled(String why) implements Ending {}
}
