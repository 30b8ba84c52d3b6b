package io.vfleet.server.platform;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Answers with a problem from a filter, where no controller advice reaches.
@Component
public class ProblemWriter {

    private final JsonMapper json;

    ProblemWriter(JsonMapper json) {
        this.json = json;
    }

    public void write(ApiProblem problem, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        ProblemDetail body = problem.body();
        body.setInstance(URI.create(request.getRequestURI()));
        problem.retryAfterHeader()
                .ifPresent(seconds -> response.setHeader(HttpHeaders.RETRY_AFTER, seconds));
        response.setStatus(body.getStatus());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream()
                .write(json.writeValueAsString(body).getBytes(StandardCharsets.UTF_8));
    }

    /// The same answer that a controller gives when the database is away.
    public void databaseAway(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        write(Problems.DATABASE_AWAY, request, response);
    }
}
