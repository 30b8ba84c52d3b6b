package io.vfleet.server.ownchecks;

import io.vfleet.server.audit.Audit;
import io.vfleet.server.audit.AuditEntry;
import io.vfleet.server.judging.Judging;
import io.vfleet.server.lists.Condition;
import io.vfleet.server.ownchecks.OwnCheckView.State;
import io.vfleet.server.platform.ApiProblem;
import io.vfleet.server.platform.ProblemType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Keeps own checks: written as drafts, tried, switched on and off.
@Service
class OwnChecks {

    private static final int MOST = 100;

    private final OwnCheckStore store;
    private final LazyExpressions expressions;
    private final Audit audit;
    private final Judging judging;
    private final JsonMapper json;
    private final Clock clock;

    OwnChecks(
            OwnCheckStore store,
            LazyExpressions expressions,
            Audit audit,
            Judging judging,
            JsonMapper json,
            Clock clock) {
        this.store = store;
        this.expressions = expressions;
        this.audit = audit;
        this.judging = judging;
        this.json = json;
        this.clock = clock;
    }

    /// Who edits, from where, and the version they read.
    record Editor(String who, String from, @Nullable String ifMatch) {}

    @Transactional
    public OwnCheckView create(OwnCheck check, Editor by) {
        expressions.get().compile(check);
        List<OwnCheckView> all = store.all();
        if (all.stream().anyMatch(one -> one.id().equals(check.id()))) {
            throw new ApiProblem(
                            ProblemType.CONFLICT,
                            "There is a check '%s' already".formatted(check.id()))
                    .with("field", "id")
                    .with("value", check.id());
        }
        if (all.size() >= MOST) {
            throw new ApiProblem(ProblemType.CONFLICT, "There are " + MOST + " own checks already")
                    .with("expected", "at most " + MOST);
        }
        return written(check, "own-check-created", by);
    }

    /// It is a draft again, and has to be tried again.
    @Transactional
    public OwnCheckView edit(OwnCheck check, Editor by) {
        OwnCheckView before = locked(check.id(), by);
        expressions.get().compile(check);
        if (before.state() == State.ACTIVE) {
            judgeAnew();
        }
        return written(check, "own-check-edited", by);
    }

    private OwnCheckView written(OwnCheck check, String what, Editor by) {
        Instant now = now();
        store.write(check, by.who(), now);
        return audited(check.id(), what, by, now);
    }

    @Transactional
    public OwnCheckView activate(String id, Editor by) {
        OwnCheckView before = locked(id, by);
        if (!before.tried()) {
            throw new ApiProblem(
                            ProblemType.CONFLICT,
                            "Try it against the stored fleet first: POST …/trial")
                    .with("value", id)
                    .with("expected", "tried");
        }
        return set(before, State.ACTIVE, "own-check-activated", by);
    }

    @Transactional
    public OwnCheckView deactivate(String id, Editor by) {
        return set(locked(id, by), State.DRAFT, "own-check-deactivated", by);
    }

    private OwnCheckView set(OwnCheckView before, State state, String what, Editor by) {
        if (before.state() == state) {
            return before;
        }
        Instant now = now();
        judgeAnew();
        store.set(before.id(), state, by.who(), now);
        return audited(before.id(), what, by, now);
    }

    @Transactional
    public void delete(String id, Editor by) {
        OwnCheckView before = locked(id, by);
        if (before.state() == State.ACTIVE) {
            judgeAnew();
        }
        store.delete(id);
        audit.append(List.of(entry(before, "own-check-deleted", by, now())));
    }

    /// Tried without a transaction: it takes long, and holds nothing.
    Trial.Result trial(String id, int most) {
        OwnCheckView view = require(id);
        OwnCheck check = check(view);
        Trial.Result result = new Trial(store, expressions.get().compile(check)).run(most);
        store.tried(id, view.version());
        return result;
    }

    List<OwnCheckView> all() {
        return store.all();
    }

    OwnCheckView require(String id) {
        return store.find(id).orElseThrow(() -> ApiProblem.notFound("own check", id));
    }

    private OwnCheckView locked(String id, Editor by) {
        OwnCheckView view = store.lock(id).orElseThrow(() -> ApiProblem.notFound("own check", id));
        view.tag().requireMatch(by.ifMatch());
        return view;
    }

    /// No verdict is written until this transaction ends, and none stays that was reached before.
    private void judgeAnew() {
        judging.change();
        judging.ask(Condition.ALL);
    }

    private static OwnCheck check(OwnCheckView view) {
        return new NewOwnCheck(
                        view.title(),
                        view.link(),
                        view.severity(),
                        view.confidence(),
                        view.symptom().orElse(null),
                        view.subject(),
                        view.expression(),
                        view.cause(),
                        view.fix())
                .named(view.id());
    }

    private OwnCheckView audited(String id, String what, Editor by, Instant now) {
        OwnCheckView after = require(id);
        audit.append(List.of(entry(after, what, by, now)));
        return after;
    }

    private AuditEntry entry(OwnCheckView check, String what, Editor by, Instant now) {
        return new AuditEntry(
                now,
                by.who(),
                what,
                Optional.empty(),
                "check " + check.id(),
                Optional.empty(),
                Optional.of(by.from()),
                json.writeValueAsString(
                        Map.of("expression", check.expression(), "version", check.version())));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
