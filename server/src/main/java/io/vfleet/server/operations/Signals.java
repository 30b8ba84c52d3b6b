package io.vfleet.server.operations;

/// The channels between replicas.
final class Signals {

    /// a node's id: it may have something to do
    static final String COMMANDS = "vfleet_commands";

    /// an operation's id: it changed
    static final String CHANGES = "vfleet_operations";

    private Signals() {}
}
