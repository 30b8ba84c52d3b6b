package io.vfleet.agent.push;

import io.vfleet.agent.state.AgentState;
import io.vfleet.domain.wire.AgentMessages;
import io.vfleet.domain.wire.Report;
import java.util.Optional;

/// What the server has, what it shall get next, and in which order.
final class Outbox {

    private final AgentState state;
    private Optional<Outgoing> leftover;
    private Optional<Outgoing> outgoing = Optional.empty();
    private boolean kept;
    private Optional<String> bootId = Optional.empty();
    private String newest = "";
    private String delivered = "";
    private String setAside = "";
    private long sequence;
    private boolean terse = true;

    Outbox(AgentState state) {
        this.state = state;
        this.leftover = state.leftover().flatMap(Outgoing::leftover);
    }

    /// Takes a look at the host into account; seals a report when the server should get one.
    void offer(Seen seen, boolean wanted) {
        newest = seen.digest();
        bootId = seen.inventory().host().bootId();
        // what is left over has the journal's changes: they are not sent a second time beside it
        boolean first = leftover.isPresent() && !kept;
        if (first || newest.equals(setAside) || !due(wanted)) {
            return;
        }
        seal(seen);
        if (kept) {
            state.keepReport(outgoing.orElseThrow().gzip());
        }
    }

    private boolean due(boolean wanted) {
        if (outgoing.isEmpty()) {
            return wanted || news();
        }
        // what could not be delivered is replaced by what is newer
        return kept && !outgoing.get().digest().equals(newest);
    }

    private void seal(Seen seen) {
        Report report = new Report(state.epoch(), ++sequence, seen.inventory(), state.pending());
        outgoing = Optional.of(Outgoing.seal(report, newest, terse));
    }

    /// The report to send: first what an agent before this one left, then the same until it is
    /// delivered, set aside, or outdated before the server could be reached.
    Optional<Outgoing> outgoing() {
        return leftover.or(() -> outgoing);
    }

    /// The server could not be reached: the report survives this agent.
    ///
    /// @return whether there should be a newer one to keep
    boolean undelivered(Outgoing report) {
        boolean outdated = !kept && leftover.isPresent();
        if (!kept && leftover.isEmpty()) {
            state.keepReport(report.gzip());
        }
        kept = true;
        return outdated;
    }

    /// The server has committed it.
    void delivered(Outgoing report) {
        settled(report);
        delivered = report.digest();
        if (!report.changes().isEmpty()) {
            state.acknowledged(report.changes());
        }
    }

    /// An older server cannot read it: the same and all that follow are put at length.
    void sayAtLength(Outgoing report) {
        terse = false;
        Optional<Outgoing> longer = Optional.of(report.atLength());
        if (leftover.filter(report::equals).isPresent()) {
            leftover = longer;
        } else {
            outgoing = longer;
        }
    }

    /// The server will never take it; only another inventory is worth another try.
    void setAside(Outgoing report) {
        settled(report);
        // its length was not what was wrong with it
        terse = true;
        setAside = report.digest();
    }

    private void settled(Outgoing report) {
        if (leftover.filter(report::equals).isPresent()) {
            leftover = Optional.empty();
        } else {
            outgoing = Optional.empty();
        }
        kept = false;
        state.forgetReport();
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
