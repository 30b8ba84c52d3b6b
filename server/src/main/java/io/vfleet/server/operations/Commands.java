package io.vfleet.server.operations;

import io.vfleet.domain.wire.AgentMessages.SignedCommand;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Tells a node with its heartbeat how it gets its commands.
@Component
public class Commands {

    static final int POLL_SECONDS = 25;

    private final HeldPolls polls;
    private final OperationStore store;

    Commands(HeldPolls polls, OperationStore store) {
        this.polls = polls;
        this.store = store;
    }

    /// @param pollSeconds how long to ask; 0: not at all, the commands are here
    public record Turn(int pollSeconds, List<SignedCommand> commands) {

        /// For a node that gets no commands.
        public static final Turn NONE = new Turn(0, List.of());

        public Turn {
            commands = List.copyOf(commands);
        }
    }

    public Turn turn(UUID node) {
        if (!polls.full()) {
            return new Turn(POLL_SECONDS, List.of());
        }
        return new Turn(0, polls.commands(node).stream().map(Delivery.Parcel::command).toList());
    }

    /// From here on the node gets nothing until the caller's transaction has ended, which then
    /// decides what it gets; what was being handed over meanwhile has left.
    public void holdBack(UUID node) {
        store.holdBack(node);
    }

    /// What was held back from the node may go to it once the caller's transaction has ended.
    public void release(UUID node) {
        store.announceWork(node);
    }
}
