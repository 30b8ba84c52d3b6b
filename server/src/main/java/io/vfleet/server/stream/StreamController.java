package io.vfleet.server.stream;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.vfleet.server.access.Person;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// The stream of hints over HTTP.
@RestController
@Tag(name = "fleet")
class StreamController {

    private final Streams streams;
    private final Clock clock;

    StreamController(Streams streams, Clock clock) {
        this.streams = streams;
        this.clock = clock;
    }

    @GetMapping(path = "/api/v1/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            operationId = "openStream",
            summary = "Hints that something changed, as server-sent events",
            description =
                    "`change` with `{\"kind\":\"node\",\"nodes\":[…]}`, or `count` in place of `nodes` when they"
                            + " are many; kinds are `node`, `finding`, `operation`, `enrollment`. `reset`:"
                            + " hints were missed, ask for everything again. `ready`: the stream begins, nothing"
                            + " was missed. A browser comes back by itself, with `Last-Event-ID`.")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema = @Schema(type = "string")))
    void open(
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            Authentication caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        streams.requireRoom(caller.getName());
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        // or nginx would gather hints until they fill a buffer
        response.setHeader("X-Accel-Buffering", "no");
        AsyncContext context = request.startAsync(request, response);
        context.setTimeout(0);
        var page = new Listening(who(caller), context);
        context.addListener(new Ended(streams, page));
        streams.add(page, lastEventId);
        page.begin();
    }

    private Listening.Who who(Authentication caller) {
        Optional<String> session =
                caller.getPrincipal() instanceof Person person
                        ? person.session()
                        : Optional.empty();
        return new Listening.Who(caller.getName(), session, clock.instant());
    }

    /// Tells when a stream is over, however that came.
    private record Ended(Streams streams, Listening page) implements AsyncListener {

        @Override
        public void onComplete(AsyncEvent event) {
            streams.forget(page);
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            streams.remove(page);
        }

        @Override
        public void onError(AsyncEvent event) {
            streams.remove(page);
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // nobody starts it again
        }
    }
}
