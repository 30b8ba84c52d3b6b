package io.vfleet.server.operations;

import io.swagger.v3.oas.annotations.Hidden;
import io.vfleet.domain.operation.Progress;
import io.vfleet.domain.wire.AgentJson;
import io.vfleet.domain.wire.MalformedDocument;
import io.vfleet.server.audit.NodeRecords;
import io.vfleet.server.nodes.AgentPrincipal;
import io.vfleet.server.nodes.AgentRefusal;
import io.vfleet.server.nodes.SmallBody;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/// Commands to the agents, and what they say of them.
@Hidden
@RestController
@RequestMapping(path = "/agent/v1/operations", produces = MediaType.APPLICATION_JSON_VALUE)
class CommandController {

    private static final int MOST_PROGRESS = 1 << 20;

    private final HeldPolls polls;
    private final ProgressBook progress;
    private final NodeRecords records;

    CommandController(HeldPolls polls, ProgressBook progress, NodeRecords records) {
        this.polls = polls;
        this.progress = progress;
        this.records = records;
    }

    @GetMapping
    DeferredResult<byte[]> commands(
            @AuthenticationPrincipal AgentPrincipal agent,
            @RequestParam(defaultValue = "0") int wait) {
        int seconds = Math.clamp(wait, 0, Commands.POLL_SECONDS);
        return polls.hold(agent.nodeId(), Duration.ofSeconds(seconds));
    }

    @PostMapping(path = "/{id}/progress", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void progress(
            @AuthenticationPrincipal AgentPrincipal agent,
            @PathVariable UUID id,
            HttpServletRequest request)
            throws IOException {
        try {
            Progress told = AgentJson.readProgress(SmallBody.of(request, MOST_PROGRESS));
            if (!told.command().equals(id)) {
                throw new MalformedDocument("command", "command is not the path's operation");
            }
            // also of what is not heard any more: the node will not tell it again
            told.record()
                    .filter(record -> record.deed().operation().equals(id))
                    .ifPresent(record -> records.keep(agent.nodeId(), record));
            progress.hear(agent.nodeId(), told);
        } catch (MalformedDocument e) {
            throw AgentRefusal.malformed(e);
        }
    }
}
