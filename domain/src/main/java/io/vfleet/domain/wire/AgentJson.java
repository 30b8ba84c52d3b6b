package io.vfleet.domain.wire;

import java.io.InputStream;

/// The [AgentMessages] as JSON. Readers ignore unknown fields and name the field that is wrong.
@SuppressWarnings("UnusedVariable")
public final class AgentJson {

    private AgentJson() {}

    public static byte[] write(AgentMessages.EnrollRequest message) {
        throw new UnsupportedOperationException();
    }

    public static byte[] write(AgentMessages.EnrollAnswer message) {
        throw new UnsupportedOperationException();
    }

    public static byte[] write(AgentMessages.ChallengeRequest message) {
        throw new UnsupportedOperationException();
    }

    public static byte[] write(AgentMessages.ChallengeAnswer message) {
        throw new UnsupportedOperationException();
    }

    public static byte[] write(AgentMessages.TokenRequest message) {
        throw new UnsupportedOperationException();
    }

    public static byte[] write(AgentMessages.TokenAnswer message) {
        throw new UnsupportedOperationException();
    }

    public static byte[] write(AgentMessages.Heartbeat message) {
        throw new UnsupportedOperationException();
    }

    public static byte[] write(AgentMessages.HeartbeatAnswer message) {
        throw new UnsupportedOperationException();
    }

    public static byte[] write(AgentMessages.ReportAnswer message) {
        throw new UnsupportedOperationException();
    }

    public static AgentMessages.EnrollRequest readEnrollRequest(InputStream in)
            throws MalformedDocument {
        throw new UnsupportedOperationException();
    }

    public static AgentMessages.EnrollAnswer readEnrollAnswer(InputStream in)
            throws MalformedDocument {
        throw new UnsupportedOperationException();
    }

    public static AgentMessages.ChallengeRequest readChallengeRequest(InputStream in)
            throws MalformedDocument {
        throw new UnsupportedOperationException();
    }

    public static AgentMessages.ChallengeAnswer readChallengeAnswer(InputStream in)
            throws MalformedDocument {
        throw new UnsupportedOperationException();
    }

    public static AgentMessages.TokenRequest readTokenRequest(InputStream in)
            throws MalformedDocument {
        throw new UnsupportedOperationException();
    }

    public static AgentMessages.TokenAnswer readTokenAnswer(InputStream in)
            throws MalformedDocument {
        throw new UnsupportedOperationException();
    }

    public static AgentMessages.Heartbeat readHeartbeat(InputStream in) throws MalformedDocument {
        throw new UnsupportedOperationException();
    }

    public static AgentMessages.HeartbeatAnswer readHeartbeatAnswer(InputStream in)
            throws MalformedDocument {
        throw new UnsupportedOperationException();
    }

    public static AgentMessages.ReportAnswer readReportAnswer(InputStream in)
            throws MalformedDocument {
        throw new UnsupportedOperationException();
    }
}
