package io.vfleet.domain.wire;

/// How a node enrolls, as JSON.
final class EnrollJson {

    private EnrollJson() {}

    static void write(JsonOutput out, AgentMessages.EnrollRequest message) {
        out.text("token", message.token());
        out.text("publicKey", message.publicKey());
        out.text("signature", message.signature());
        out.text("hostname", message.hostname());
        out.text("machineId", message.machineId());
        out.text("productUuid", message.productUuid());
        out.text("agentVersion", message.agentVersion());
    }

    static void write(JsonOutput out, AgentMessages.EnrollAnswer message) {
        out.text("nodeId", message.nodeId());
        out.text("state", message.state());
        out.text("serverKey", message.serverKey());
    }

    /// [AgentMessages.EnrollRequest] as JSON.
    static final class Request extends JsonFields<AgentMessages.EnrollRequest> {

        private final Slot<String> token = text("token");
        private final Slot<String> publicKey = text("publicKey");
        private final Slot<String> signature = text("signature");
        private final Slot<String> hostname = text("hostname");
        private final Slot<String> machineId = text("machineId");
        private final Slot<String> productUuid = text("productUuid");
        private final Slot<String> agentVersion = text("agentVersion");

        Request(JsonInput in) {
            super(in);
        }

        @Override
        AgentMessages.EnrollRequest build() throws MalformedDocument {
            return new AgentMessages.EnrollRequest(
                    token.required(),
                    publicKey.required(),
                    signature.required(),
                    hostname.required(),
                    machineId.optional(),
                    productUuid.optional(),
                    agentVersion.required());
        }
    }

    /// [AgentMessages.EnrollAnswer] as JSON.
    static final class Answer extends JsonFields<AgentMessages.EnrollAnswer> {

        private final Slot<String> nodeId = text("nodeId");
        private final Slot<String> state = text("state");
        private final Slot<String> serverKey = text("serverKey");

        Answer(JsonInput in) {
            super(in);
        }

        @Override
        AgentMessages.EnrollAnswer build() throws MalformedDocument {
            return new AgentMessages.EnrollAnswer(
                    nodeId.required(), state.required(), serverKey.optional());
        }
    }
}
