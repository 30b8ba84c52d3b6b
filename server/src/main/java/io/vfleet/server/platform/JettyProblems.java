package io.vfleet.server.platform;

import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Problem details for requests that Jetty refuses before any of our code sees them.
@Component
class JettyProblems implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {

    private final JsonMapper json;

    JettyProblems(JsonMapper json) {
        this.json = json;
    }

    @Override
    public void customize(JettyServletWebServerFactory factory) {
        factory.addServerCustomizers(server -> server.setErrorHandler(new Handler(json)));
    }

    private static class Handler extends ErrorHandler {

        private final JsonMapper json;

        Handler(JsonMapper json) {
            this.json = json;
        }

        @Override
        protected void generateResponse(
                Request request,
                Response response,
                int code,
                @Nullable String message,
                @Nullable Throwable cause,
                Callback callback) {
            var status = HttpStatusCode.valueOf(code);
            String detail =
                    message == null || !status.is4xxClientError()
                            ? ProblemType.of(status).title()
                            : message;
            ProblemDetail body = ApiProblem.body(ProblemType.of(status), detail, Map.of());
            body.setStatus(code);
            response.getHeaders()
                    .put(HttpHeader.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.write(true, ByteBuffer.wrap(json.writeValueAsBytes(body)), callback);
        }
    }
}
