package io.vfleet.server.operations;

import io.vfleet.server.database.Hearer;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// What the replicas tell each other about operations.
@Component
class SignalsHeard implements Hearer {

    private static final Set<String> CHANNELS = Set.of(Signals.COMMANDS, Signals.CHANGES);

    private final OperationStore store;
    private final HeldPolls polls;
    private final Watchers watchers;

    SignalsHeard(OperationStore store, HeldPolls polls, Watchers watchers) {
        this.store = store;
        this.polls = polls;
        this.watchers = watchers;
    }

    @Override
    public Set<String> channels() {
        return CHANNELS;
    }

    @Override
    public void look() {
        store.nodesWithWork().forEach(polls::wake);
    }

    @Override
    public void heard(String channel, String payload) {
        UUID subject = UUID.fromString(payload);
        if (channel.equals(Signals.COMMANDS)) {
            polls.wake(subject);
            return;
        }
        Thread.ofVirtual().name("tell-watchers").start(() -> watchers.changed(subject));
    }
}
