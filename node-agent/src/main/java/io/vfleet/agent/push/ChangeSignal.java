package io.vfleet.agent.push;

/// A cheap way to ask whether a host may have changed, asked every two seconds.
@FunctionalInterface
public interface ChangeSignal {

    /// Any number that differs from the last one when something changed.
    long now();
}
