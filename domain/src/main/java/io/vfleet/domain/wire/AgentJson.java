package io.vfleet.domain.wire;

import io.vfleet.domain.operation.Command;
import io.vfleet.domain.operation.NodeRecord;
import io.vfleet.domain.operation.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/// The [AgentMessages] as JSON. Readers ignore unknown fields and name the field that is wrong; an
/// [IOException] is the stream's own.
public final class AgentJson {

    private AgentJson() {}

    public static byte[] write(AgentMessages.EnrollRequest message) {
        return bytes(out -> EnrollJson.write(out, message));
    }

    public static byte[] write(AgentMessages.EnrollAnswer message) {
        return bytes(out -> EnrollJson.write(out, message));
    }

    public static byte[] write(AgentMessages.ChallengeRequest message) {
        return bytes(out -> TokenJson.write(out, message));
    }

    public static byte[] write(AgentMessages.ChallengeAnswer message) {
        return bytes(out -> TokenJson.write(out, message));
    }

    public static byte[] write(AgentMessages.TokenRequest message) {
        return bytes(out -> TokenJson.write(out, message));
    }

    public static byte[] write(AgentMessages.TokenAnswer message) {
        return bytes(out -> TokenJson.write(out, message));
    }

    public static byte[] write(AgentMessages.Heartbeat message) {
        return bytes(out -> HeartbeatJson.write(out, message));
    }

    public static byte[] write(AgentMessages.HeartbeatAnswer message) {
        return bytes(out -> HeartbeatJson.write(out, message));
    }

    public static byte[] write(AgentMessages.ReportAnswer message) {
        return bytes(out -> HeartbeatJson.write(out, message));
    }

    public static byte[] write(AgentMessages.Commands message) {
        return bytes(out -> CommandJson.write(out, message));
    }

    /// The bytes that are signed.
    public static byte[] write(Command command) {
        return bytes(out -> CommandJson.write(out, command));
    }

    public static byte[] write(Progress progress) {
        return bytes(out -> ProgressJson.write(out, progress));
    }

    public static AgentMessages.EnrollRequest readEnrollRequest(InputStream in)
            throws MalformedDocument, IOException {
        return JsonInput.document(in, EnrollJson.Request::new);
    }

    public static AgentMessages.EnrollAnswer readEnrollAnswer(InputStream in)
            throws MalformedDocument, IOException {
        return JsonInput.document(in, EnrollJson.Answer::new);
    }

    public static AgentMessages.ChallengeRequest readChallengeRequest(InputStream in)
            throws MalformedDocument, IOException {
        return JsonInput.document(in, TokenJson.ChallengeRequest::new);
    }

    public static AgentMessages.ChallengeAnswer readChallengeAnswer(InputStream in)
            throws MalformedDocument, IOException {
        return JsonInput.document(in, TokenJson.ChallengeAnswer::new);
    }

    public static AgentMessages.TokenRequest readTokenRequest(InputStream in)
            throws MalformedDocument, IOException {
        return JsonInput.document(in, TokenJson.Request::new);
    }

    public static AgentMessages.TokenAnswer readTokenAnswer(InputStream in)
            throws MalformedDocument, IOException {
        return JsonInput.document(in, TokenJson.Answer::new);
    }

    public static AgentMessages.Heartbeat readHeartbeat(InputStream in)
            throws MalformedDocument, IOException {
        return JsonInput.document(in, HeartbeatJson.Beat::new);
    }

    public static AgentMessages.HeartbeatAnswer readHeartbeatAnswer(InputStream in)
            throws MalformedDocument, IOException {
        return JsonInput.document(in, HeartbeatJson.Answer::new);
    }

    public static AgentMessages.ReportAnswer readReportAnswer(InputStream in)
            throws MalformedDocument, IOException {
        return JsonInput.document(in, HeartbeatJson.ReportAnswer::new);
    }

    public static AgentMessages.Commands readCommands(InputStream in)
            throws MalformedDocument, IOException {
        return JsonInput.document(in, CommandJson.Several::new);
    }

    public static Command readCommand(InputStream in) throws MalformedDocument, IOException {
        return JsonInput.document(in, CommandJson::new);
    }

    public static NodeRecord readNodeRecord(InputStream in) throws MalformedDocument, IOException {
        return JsonInput.document(in, NodeRecordJson::new);
    }

    public static byte[] write(NodeRecord record) {
        return bytes(out -> NodeRecordJson.write(out, record));
    }

    public static AgentMessages.UnknownCommand readUnknownCommand(InputStream in)
            throws MalformedDocument, IOException {
        return JsonInput.document(in, CommandJson.OfAnyKind::new);
    }

    public static Progress readProgress(InputStream in) throws MalformedDocument, IOException {
        return JsonInput.document(in, ProgressJson::new);
    }

    private static byte[] bytes(Consumer<JsonOutput> fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try {
            JsonOutput.document(out, JsonOutput.Style.COMPACT, fields);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
