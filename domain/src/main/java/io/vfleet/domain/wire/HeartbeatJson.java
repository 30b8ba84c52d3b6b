package io.vfleet.domain.wire;

import java.util.List;

/// What goes to and fro while a node is up, as JSON.
final class HeartbeatJson {

    private HeartbeatJson() {}

    static void write(JsonOutput out, AgentMessages.Heartbeat message) {
        out.number("epoch", message.epoch());
        out.number("sequence", message.sequence());
        out.text("digest", message.digest());
        out.text("bootId", message.bootId());
    }

    static void write(JsonOutput out, AgentMessages.HeartbeatAnswer message) {
        out.flag("reportWanted", message.reportWanted());
        out.number("nextSeconds", message.nextSeconds());
        out.text("state", message.state());
        if (message.pollSeconds() > 0) {
            out.number("pollSeconds", message.pollSeconds());
        }
        if (!message.commands().isEmpty()) {
            out.objects("commands", message.commands(), CommandJson::writeSigned);
        }
    }

    static void write(JsonOutput out, AgentMessages.ReportAnswer message) {
        out.flag("duplicate", message.duplicate());
    }

    /// [AgentMessages.Heartbeat] as JSON.
    static final class Beat extends JsonFields<AgentMessages.Heartbeat> {

        private final Slot<Long> epoch = number("epoch");
        private final Slot<Long> sequence = number("sequence");
        private final Slot<String> digest = text("digest");
        private final Slot<String> bootId = text("bootId");

        Beat(JsonInput in) {
            super(in);
        }

        @Override
        AgentMessages.Heartbeat build() throws MalformedDocument {
            return new AgentMessages.Heartbeat(
                    epoch.required(), sequence.required(), digest.required(), bootId.optional());
        }
    }

    /// [AgentMessages.HeartbeatAnswer] as JSON.
    static final class Answer extends JsonFields<AgentMessages.HeartbeatAnswer> {

        private final Slot<Boolean> reportWanted = flag("reportWanted");
        private final Slot<Integer> nextSeconds = integer("nextSeconds");
        private final Slot<String> state = text("state");
        private final Slot<Integer> pollSeconds = integer("pollSeconds");
        private final Slot<List<AgentMessages.SignedCommand>> commands =
                objects("commands", CommandJson.MOST, CommandJson.Signed::new);

        Answer(JsonInput in) {
            super(in);
        }

        @Override
        AgentMessages.HeartbeatAnswer build() throws MalformedDocument {
            return new AgentMessages.HeartbeatAnswer(
                    reportWanted.required(),
                    nextSeconds.required(),
                    state.required(),
                    pollSeconds.or(0),
                    commands.or(List.of()));
        }
    }

    /// [AgentMessages.ReportAnswer] as JSON.
    static final class ReportAnswer extends JsonFields<AgentMessages.ReportAnswer> {

        private final Slot<Boolean> duplicate = flag("duplicate");

        ReportAnswer(JsonInput in) {
            super(in);
        }

        @Override
        AgentMessages.ReportAnswer build() throws MalformedDocument {
            return new AgentMessages.ReportAnswer(duplicate.required());
        }
    }
}
