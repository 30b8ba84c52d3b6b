package io.vfleet.server.findings;

import io.vfleet.server.audit.Audit;
import io.vfleet.server.audit.AuditEntry;
import io.vfleet.server.history.Event;
import io.vfleet.server.history.History;
import io.vfleet.server.platform.ApiProblem;
import io.vfleet.server.platform.ProblemType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Somebody knows about a finding and says so; it holds until the finding is resolved.
@Service
class Acknowledgements {

    private final FindingStore findings;
    private final History history;
    private final Audit audit;
    private final JsonMapper json;
    private final Clock clock;

    Acknowledgements(
            FindingStore findings, History history, Audit audit, JsonMapper json, Clock clock) {
        this.findings = findings;
        this.history = history;
        this.audit = audit;
        this.json = json;
        this.clock = clock;
    }

    @Transactional
    public void set(UUID id, String reason, Mutes.Person by) {
        Instant now = clock.instant();
        FindingStore.Subject subject =
                findings.acknowledge(id, new FindingStore.Acknowledgement(by.name(), now, reason))
                        .orElseThrow(() -> notOpen(id));
        Map<String, String> detail = Map.of("by", by.name(), "reason", reason);
        record(subject, Event.Kind.FINDING_ACKNOWLEDGED, detail, now);
        audit(id, subject, "finding-acknowledged", Optional.of(reason), by);
    }

    @Transactional
    public void withdraw(UUID id, Mutes.Person by) {
        FindingStore.Subject subject =
                findings.unacknowledge(id)
                        .orElseThrow(() -> ApiProblem.notFound("acknowledgement", id.toString()));
        Map<String, String> detail = Map.of("by", by.name());
        record(subject, Event.Kind.FINDING_UNACKNOWLEDGED, detail, clock.instant());
        audit(id, subject, "finding-unacknowledged", Optional.empty(), by);
    }

    private ApiProblem notOpen(UUID id) {
        if (findings.exists(id)) {
            return new ApiProblem(
                            ProblemType.CONFLICT,
                            "The finding is resolved; there is nothing to acknowledge")
                    .with("value", id);
        }
        return ApiProblem.notFound("finding", id.toString());
    }

    private void record(
            FindingStore.Subject subject,
            Event.Kind kind,
            Map<String, String> detail,
            Instant now) {
        history.append(
                List.of(
                        new Event(
                                subject.node(),
                                now,
                                kind,
                                subject.subject(),
                                Optional.empty(),
                                Optional.of(subject.check()),
                                json.writeValueAsString(detail))));
    }

    private void audit(
            UUID id,
            FindingStore.Subject subject,
            String what,
            Optional<String> why,
            Mutes.Person by) {
        audit.append(
                List.of(
                        new AuditEntry(
                                clock.instant(),
                                by.name(),
                                what,
                                Optional.of(subject.node()),
                                "finding " + id,
                                why,
                                Optional.of(by.from()),
                                json.writeValueAsString(Map.of("check", subject.check())))));
    }
}
