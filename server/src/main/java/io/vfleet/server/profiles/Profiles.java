package io.vfleet.server.profiles;

import io.vfleet.server.audit.Audit;
import io.vfleet.server.audit.AuditEntry;
import io.vfleet.server.judging.Judging;
import io.vfleet.server.lists.Condition;
import io.vfleet.server.nodes.NodeSelector;
import io.vfleet.server.platform.ApiProblem;
import io.vfleet.server.platform.ProblemType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Keeps the profiles, and has exactly those nodes judged anew that an edit concerns.
@Service
class Profiles {

    private final ProfileRepository profiles;
    private final ProfileQueries queries;
    private final Judging judging;
    private final Audit audit;
    private final JsonMapper json;
    private final Clock clock;

    Profiles(
            ProfileRepository profiles,
            ProfileQueries queries,
            Judging judging,
            Audit audit,
            JsonMapper json,
            Clock clock) {
        this.profiles = profiles;
        this.queries = queries;
        this.judging = judging;
        this.audit = audit;
        this.json = json;
        this.clock = clock;
    }

    /// Who edits which profile.
    ///
    /// @param ifMatch the version its author read, where they said so
    record Edit(String name, String by, String from, @Nullable String ifMatch) {}

    /// Whether it is new.
    @Transactional
    public boolean put(Edit edit, NewProfile wanted) {
        wanted.check();
        Optional.ofNullable(wanted.selector()).ifPresent(it -> NodeSelector.ofLabels(it, "s"));
        judging.change();
        Optional<Profile> present = profiles.findById(edit.name());
        ProfileView.tagOf(present).requireMatchIfGiven(edit.ifMatch());
        present.filter(Profile::builtIn).ifPresent(builtIn -> keepWants(builtIn, wanted));
        refuseSamePriority(edit.name(), wanted);
        boolean sameWants = present.filter(it -> it.wants().equals(wanted.wants())).isPresent();
        Profile profile = present.orElseGet(() -> new Profile(edit.name()));
        // as the database keeps it, or the answer's ETag would differ from the next one's
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        profile.set(wanted, edit.by(), now);
        profiles.saveAndFlush(profile);
        int asked = judging.ask(concerned(edit.name(), !sameWants));
        record(edit, "profile-set", asked, Optional.of(wanted));
        return present.isEmpty();
    }

    @Transactional
    public void delete(Edit edit) {
        judging.change();
        Profile present =
                profiles.findById(edit.name())
                        .orElseThrow(() -> ApiProblem.notFound("profile", edit.name()));
        ProfileView.tagOf(Optional.of(present)).requireMatchIfGiven(edit.ifMatch());
        if (present.builtIn()) {
            throw builtIn(edit.name());
        }
        profiles.delete(present);
        profiles.flush();
        record(
                edit,
                "profile-deleted",
                judging.ask(concerned(edit.name(), true)),
                Optional.empty());
    }

    /// Nodes that another profile applies to now, and those of this one where it wants another
    /// thing.
    private Condition concerned(String name, boolean wantsOther) {
        Condition applied = queries.rules().applied();
        Condition moved =
                new Condition(
                        "(" + applied.sql() + ") is distinct from n.applied_profile",
                        applied.parameters());
        if (!wantsOther) {
            return moved;
        }
        Condition own = Condition.of("n.applied_profile = :edited", "edited", name);
        return moved.or(own);
    }

    private static void keepWants(Profile builtIn, NewProfile wanted) {
        if (!builtIn.wants().equals(wanted.wants())) {
            throw builtIn(builtIn.name());
        }
    }

    private static ApiProblem builtIn(String name) {
        return new ApiProblem(
                        ProblemType.CONFLICT,
                        "'%s' is built in: it stays, and wants what it wants; its selector and priority can be set"
                                .formatted(name))
                .with("value", name);
    }

    private void refuseSamePriority(String name, NewProfile wanted) {
        Integer priority = wanted.priority();
        if (priority == null) {
            return;
        }
        profiles.findByPriority(priority)
                .filter(other -> !other.name().equals(name))
                .ifPresent(other -> {
                    throw samePriority(name, other.name(), priority);
                });
    }

    private static ApiProblem samePriority(String name, String other, int priority) {
        return new ApiProblem(
                        ProblemType.CONFLICT,
                        "'%s' and '%s' would have the same priority %d; nobody could tell which one a node is of"
                                .formatted(name, other, priority))
                .with("field", "priority")
                .with("value", priority)
                .with("profiles", List.of(name, other));
    }

    private void record(Edit edit, String what, int asked, Optional<NewProfile> wanted) {
        Map<String, Object> detail = new LinkedHashMap<>();
        wanted.ifPresent(profile -> detail.put("profile", profile));
        detail.put("nodesJudgedAnew", asked);
        audit.append(
                List.of(
                        new AuditEntry(
                                clock.instant(),
                                edit.by(),
                                what,
                                Optional.empty(),
                                "profile " + edit.name(),
                                Optional.empty(),
                                Optional.of(edit.from()),
                                json.writeValueAsString(detail))));
    }
}
