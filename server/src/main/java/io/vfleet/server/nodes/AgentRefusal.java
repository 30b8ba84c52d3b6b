package io.vfleet.server.nodes;

import io.vfleet.domain.wire.MalformedDocument;
import java.net.URI;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/// A request of an agent that is not served, as RFC 9457 problem details.
public final class AgentRefusal extends ErrorResponseException {

    private AgentRefusal(HttpStatus status, String type, String detail) {
        super(status, body(status, type, detail), null);
    }

    public static AgentRefusal of(HttpStatus status, String type, String detail) {
        return new AgentRefusal(status, type, detail);
    }

    public static AgentRefusal malformed(MalformedDocument document) {
        var refusal =
                of(
                        HttpStatus.BAD_REQUEST,
                        "malformed-document",
                        String.valueOf(document.getMessage()));
        return refusal.with("field", document.field());
    }

    public static AgentRefusal tooLarge(String what, long limit) {
        return of(
                        HttpStatus.CONTENT_TOO_LARGE,
                        "body-too-large",
                        "%s is larger than %d bytes".formatted(what, limit))
                .with("limit", limit);
    }

    /// Nothing was kept; the agent sends it again.
    public static AgentRefusal overloaded(String detail, Duration wait) {
        return of(HttpStatus.SERVICE_UNAVAILABLE, "overloaded", detail).after(wait);
    }

    /// A person has to decide before this node is served again.
    public static AgentRefusal standing(Node.Enrollment enrollment) {
        String state = enrollment.name().toLowerCase(java.util.Locale.ROOT);
        return of(
                HttpStatus.FORBIDDEN, "node-" + state, "this node is " + state + " on the server");
    }

    static AgentRefusal unauthenticated(String detail) {
        return of(HttpStatus.UNAUTHORIZED, "unauthenticated", detail);
    }

    public AgentRefusal with(String property, Object value) {
        getBody().setProperty(property, value);
        return this;
    }

    AgentRefusal after(Duration wait) {
        getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(wait.toSeconds()));
        return this;
    }

    private static ProblemDetail body(HttpStatus status, String type, String detail) {
        ProblemDetail body = ProblemDetail.forStatusAndDetail(status, detail);
        body.setType(URI.create("/problems/" + type));
        return body;
    }
}
