package io.vfleet.server.ingest;

import io.vfleet.domain.wire.AgentMessages.Heartbeat;
import io.vfleet.domain.wire.AgentMessages.HeartbeatAnswer;
import io.vfleet.server.ingest.HeartbeatStore.Beat;
import io.vfleet.server.ingest.HeartbeatStore.Seen;
import io.vfleet.server.nodes.AgentPrincipal;
import io.vfleet.server.nodes.AgentRefusal;
import io.vfleet.server.nodes.Node.Enrollment;
import io.vfleet.server.nodes.Nodes;
import io.vfleet.server.operations.Commands;
import org.springframework.stereotype.Service;

/// Takes heartbeats and asks for a report where the inventory is another one.
@Service
class Heartbeats {

    private final GroupCommit<Beat, Seen> commits;
    private final Commands commands;
    private final Nodes nodes;
    private final IngestSettings settings;

    Heartbeats(
            GroupCommit<Beat, Seen> commits,
            Commands commands,
            Nodes nodes,
            IngestSettings settings) {
        this.commits = commits;
        this.commands = commands;
        this.nodes = nodes;
        this.settings = settings;
    }

    HeartbeatAnswer accept(AgentPrincipal agent, Heartbeat message) {
        Seen seen = Committed.of(commits, new Beat(agent.nodeId(), agent.login(), message));
        Enrollment enrollment = seen.enrollment().orElseThrow(Committed::nobody);
        if (!enrollment.admitted()) {
            throw AgentRefusal.standing(enrollment);
        }
        if (seen.forked()) {
            nodes.quarantine(agent.nodeId());
            throw AgentRefusal.standing(Enrollment.QUARANTINED);
        }
        boolean known = seen.digest().filter(message.digest()::equals).isPresent();
        Commands.Turn turn =
                enrollment == Enrollment.APPROVED
                        ? commands.turn(agent.nodeId())
                        : Commands.Turn.NONE;
        return new HeartbeatAnswer(
                !known,
                Math.toIntExact(settings.beat().toSeconds()),
                enrollment.name(),
                turn.pollSeconds(),
                turn.commands());
    }
}
