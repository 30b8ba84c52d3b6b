package io.vfleet.server.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.swagger.v3.oas.annotations.Hidden;
import io.vfleet.domain.wire.AgentJson;
import io.vfleet.domain.wire.MalformedDocument;
import io.vfleet.server.nodes.AgentPrincipal;
import io.vfleet.server.nodes.AgentRefusal;
import io.vfleet.server.nodes.SmallBody;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The agents' two routes of every day.
@Hidden
@RestController
@RequestMapping(
        path = "/agent/v1",
        consumes = MediaType.APPLICATION_JSON_VALUE,
        produces = MediaType.APPLICATION_JSON_VALUE)
class ReportController {

    private final Ingest ingest;
    private final Heartbeats heartbeats;
    private final Admission admission;
    private final MeterRegistry meters;
    private final Timer duration;

    ReportController(
            Ingest ingest, Heartbeats heartbeats, Admission admission, MeterRegistry meters) {
        this.ingest = ingest;
        this.heartbeats = heartbeats;
        this.admission = admission;
        this.meters = meters;
        this.duration = Timer.builder("vfleet.ingest").register(meters);
    }

    @PostMapping("/report")
    byte[] report(@AuthenticationPrincipal AgentPrincipal agent, HttpServletRequest request)
            throws IOException {
        long start = System.nanoTime();
        try (Admission.Pass _ = admission.enter(request.getContentLengthLong())) {
            Ingest.Result result = ingest.accept(agent, ReportBody.of(request));
            count(result.name().toLowerCase(Locale.ROOT));
            return AgentJson.write(result.answer());
        } catch (AgentRefusal e) {
            count(e.getStatusCode().is5xxServerError() ? "overloaded" : "refused");
            throw e;
        } finally {
            duration.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        }
    }

    @PostMapping("/heartbeat")
    byte[] heartbeat(@AuthenticationPrincipal AgentPrincipal agent, HttpServletRequest request)
            throws IOException {
        try {
            var message = AgentJson.readHeartbeat(SmallBody.of(request));
            return AgentJson.write(heartbeats.accept(agent, message));
        } catch (MalformedDocument e) {
            throw AgentRefusal.malformed(e);
        }
    }

    private void count(String result) {
        meters.counter("vfleet.reports", "result", result).increment();
    }
}
