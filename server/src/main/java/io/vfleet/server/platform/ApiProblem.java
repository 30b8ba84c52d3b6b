package io.vfleet.server.platform;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ProblemDetail;

/// Ends a request with an RFC 9457 answer; what a machine needs stands in named details.
public final class ApiProblem extends RuntimeException {

    private final ProblemType type;
    private final String detail;
    private final Map<String, Object> details = new LinkedHashMap<>();
    private Optional<Duration> retryAfter = Optional.empty();

    public ApiProblem(ProblemType type, String detail) {
        // a caller's mistake is no event of ours: no stack trace is made for it
        super(detail, null, false, false);
        this.type = type;
        this.detail = detail;
    }

    /// A thing that a path names and that is not there.
    public static ApiProblem notFound(String kind, String name) {
        return new ApiProblem(ProblemType.NOT_FOUND, "There is no " + kind + " '" + name + "'")
                .with("kind", kind)
                .with("value", name);
    }

    /// A value that breaks a rule the document states.
    public static ApiProblem invalid(String field, Object value, String expected) {
        return new ApiProblem(ProblemType.INVALID_VALUE, field + " must be " + expected)
                .with("field", field)
                .with("value", value)
                .with("expected", expected);
    }

    public ApiProblem with(String name, Object value) {
        details.put(name, value);
        return this;
    }

    /// Another try has a chance after so long.
    public ApiProblem retryAfter(Duration wait) {
        retryAfter = Optional.of(wait);
        return this;
    }

    /// The header of that name, in whole seconds.
    Optional<String> retryAfterHeader() {
        return retryAfter.map(wait -> Long.toString(Math.max(1, wait.toSeconds())));
    }

    public ProblemType type() {
        return type;
    }

    public ProblemDetail body() {
        return body(type, detail, details);
    }

    static ProblemDetail body(ProblemType type, String detail, Map<String, ?> details) {
        ProblemDetail body = ProblemDetail.forStatusAndDetail(type.status(), detail);
        body.setType(type.uri());
        body.setTitle(type.title());
        details.forEach(body::setProperty);
        return body;
    }
}
