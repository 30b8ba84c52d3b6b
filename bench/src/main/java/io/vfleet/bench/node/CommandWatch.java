package io.vfleet.bench.node;

import io.vfleet.domain.operation.Command;

/// Hears of commands that reached a node.
public interface CommandWatch {

    /// Nobody asks for commands.
    CommandWatch NOBODY =
            new CommandWatch() {
                @Override
                public void arrived(Node node, Command command, long nanoTime) {}

                @Override
                public void done(Node node, Command command) {}
            };

    void arrived(Node node, Command command, long nanoTime);

    /// The node has sent its last word on it, and the report that follows.
    void done(Node node, Command command);
}
