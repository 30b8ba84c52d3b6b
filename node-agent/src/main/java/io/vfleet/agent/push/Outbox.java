package io.vfleet.agent.push;

import io.vfleet.agent.state.AgentState;
import io.vfleet.domain.wire.AgentMessages;
import io.vfleet.domain.wire.Report;
import java.util.List;
import java.util.Optional;

/// What the server has, what it shall get next, and in which order.
final class Outbox {

    private final AgentState state;
    private Optional<Outgoing> outgoing = Optional.empty();
    private Optional<String> bootId = Optional.empty();
    private String newest = "";
    private String delivered = "";
    private String setAside = "";
    private long sequence;

    Outbox(AgentState state) {
        this.state = state;
    }

    /// Takes a look at the host into account; seals a report when the server should get one.
    void offer(Seen seen, boolean wanted) {
        newest = seen.digest();
        bootId = seen.inventory().host().bootId();
        boolean refused = newest.equals(setAside);
        if (outgoing.isPresent() || refused || !(wanted || news())) {
            return;
        }
        List<Report.Change> changes = state.pending();
        outgoing =
                Optional.of(
                        Outgoing.seal(
                                new Report(state.epoch(), ++sequence, seen.inventory(), changes),
                                newest));
    }

    /// The report to send, the same until it is delivered or set aside.
    Optional<Outgoing> outgoing() {
        return outgoing;
    }

    /// The server has committed it.
    void delivered(Outgoing report) {
        outgoing = Optional.empty();
        delivered = report.digest();
        if (!report.changes().isEmpty()) {
            state.acknowledged(report.changes());
        }
    }

    /// The server will never take it; only another inventory is worth another try.
    void setAside(Outgoing report) {
        outgoing = Optional.empty();
        setAside = report.digest();
    }

    /// Whether the host has moved on from what the server has.
    boolean news() {
        return !newest.equals(setAside)
                && (!newest.equals(delivered) || !state.pending().isEmpty());
    }

    AgentMessages.Heartbeat heartbeat() {
        return new AgentMessages.Heartbeat(state.epoch(), ++sequence, newest, bootId);
    }
}
