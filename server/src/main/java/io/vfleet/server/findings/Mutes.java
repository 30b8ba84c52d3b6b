package io.vfleet.server.findings;

import io.vfleet.server.audit.Audit;
import io.vfleet.server.audit.AuditEntry;
import io.vfleet.server.judging.Judging;
import io.vfleet.server.nodes.NodeSelector;
import io.vfleet.server.platform.ApiProblem;
import io.vfleet.server.platform.IdempotencyKey;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Takes rules that mute, and ends them.
@Service
class Mutes {

    private final MuteRepository mutes;
    private final FindingStore findings;
    private final Muting muting;
    private final Judging judging;
    private final Audit audit;
    private final JsonMapper json;
    private final Clock clock;

    Mutes(
            MuteRepository mutes,
            FindingStore findings,
            Muting muting,
            Judging judging,
            Audit audit,
            JsonMapper json,
            Clock clock) {
        this.mutes = mutes;
        this.findings = findings;
        this.muting = muting;
        this.judging = judging;
        this.audit = audit;
        this.json = json;
        this.clock = clock;
    }

    /// Who asks, and from which address.
    record Person(String name, String from) {}

    /// The same rule for the same key and request.
    @Transactional
    public UUID add(NewMute wanted, IdempotencyKey key, Person by) {
        String body = json.writeValueAsString(wanted);
        // the lock makes two requests of one key follow each other, and keeps new findings waiting
        judging.lock();
        var author = new Mute.Author(by.name(), key.text(), IdempotencyKey.hash(body));
        Optional<Mute> present = mutes.findByCreatedByAndIdempotencyKey(by.name(), key.text());
        if (present.isPresent()) {
            return repeated(present.get(), author, key);
        }
        Instant now = now();
        wanted.check(now);
        Optional.ofNullable(wanted.selector()).ifPresent(it -> NodeSelector.ofNodes(it, "m"));
        Optional.ofNullable(wanted.finding())
                .filter(id -> !findings.exists(id))
                .ifPresent(id -> {
                    throw ApiProblem.invalid("finding", id, "the id of a finding");
                });
        Mute mute = mutes.saveAndFlush(new Mute(UUID.randomUUID(), wanted, author, now));
        muting.ofAll();
        record(mute, "mute-added", by, body);
        return mute.id();
    }

    private static UUID repeated(Mute present, Mute.Author author, IdempotencyKey key) {
        if (Arrays.equals(present.requestHash(), author.hash())) {
            return present.id();
        }
        throw key.reused().with("mute", present.id());
    }

    @Transactional
    public void end(UUID id, Person by) {
        judging.lock();
        Mute mute =
                mutes.findById(id)
                        .filter(it -> it.activeAt(clock.instant()))
                        .orElseThrow(() -> ApiProblem.notFound("active mute", id.toString()));
        mute.end(by.name(), now());
        mutes.flush();
        muting.ofAll();
        record(mute, "mute-ended", by, "{}");
    }

    /// As the database keeps it.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private void record(Mute mute, String what, Person by, String detail) {
        audit.append(
                List.of(
                        new AuditEntry(
                                clock.instant(),
                                by.name(),
                                what,
                                Optional.empty(),
                                "mute " + mute.id(),
                                Optional.of(mute.reason()),
                                Optional.of(by.from()),
                                detail)));
    }
}
