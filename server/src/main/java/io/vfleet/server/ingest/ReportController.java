package io.vfleet.server.ingest;

import io.swagger.v3.oas.annotations.Hidden;
import io.vfleet.domain.wire.AgentJson;
import io.vfleet.domain.wire.MalformedDocument;
import io.vfleet.server.ingest.ReportFigures.Fate;
import io.vfleet.server.nodes.AgentPrincipal;
import io.vfleet.server.nodes.AgentRefusal;
import io.vfleet.server.nodes.SmallBody;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
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
    private final ReportFigures figures;

    ReportController(
            Ingest ingest, Heartbeats heartbeats, Admission admission, ReportFigures figures) {
        this.ingest = ingest;
        this.heartbeats = heartbeats;
        this.admission = admission;
        this.figures = figures;
    }

    @PostMapping("/report")
    byte[] report(@AuthenticationPrincipal AgentPrincipal agent, HttpServletRequest request)
            throws IOException {
        long start = System.nanoTime();
        try (Admission.Pass _ = admission.enter(request.getContentLengthLong())) {
            Ingest.Result result = ingest.accept(agent, ReportBody.of(request));
            figures.count(Fate.of(result));
            return AgentJson.write(result.answer());
        } catch (AgentRefusal e) {
            figures.count(Fate.of(e));
            throw e;
        } catch (IOException | RuntimeException e) {
            figures.count(Fate.FAILED);
            throw e;
        } finally {
            figures.took(System.nanoTime() - start);
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
}
