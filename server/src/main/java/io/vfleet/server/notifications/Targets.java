package io.vfleet.server.notifications;

import io.vfleet.server.audit.Audit;
import io.vfleet.server.audit.AuditEntry;
import io.vfleet.server.fleet.NodeSelection;
import io.vfleet.server.platform.ApiProblem;
import io.vfleet.server.platform.ProblemType;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Keeps where word is sent to; every edit is audited, never with the secret.
@Service
class Targets {

    private final TargetRepository targets;
    private final NodeSelection selection;
    private final Audit audit;
    private final Clock clock;

    Targets(TargetRepository targets, NodeSelection selection, Audit audit, Clock clock) {
        this.targets = targets;
        this.selection = selection;
        this.audit = audit;
        this.clock = clock;
    }

    /// Who edits, from which address.
    record Editor(String who, String from) {}

    /// A target with its secret, which is shown this once.
    record Made(TargetView view, String secret) {}

    @Transactional
    public Made create(TargetWish wish, Editor by) {
        Target target = new Target(UUID.randomUUID(), Signature.newSecret());
        TargetView view = save(target, wish, by, "notification-target-created");
        return new Made(view, target.secret());
    }

    @Transactional
    public TargetView edit(UUID id, TargetWish wish, @Nullable String ifMatch, Editor by) {
        Target target = require(id);
        TargetView.of(target).tag().requireMatch(ifMatch);
        return save(target, wish, by, "notification-target-edited");
    }

    @Transactional
    public void delete(UUID id, Editor by) {
        Target target = require(id);
        targets.delete(target);
        targets.flush();
        audit.append(List.of(entry(target, by, "notification-target-deleted")));
    }

    Target require(UUID id) {
        return targets.findById(id)
                .orElseThrow(() -> ApiProblem.notFound("notification target", id.toString()));
    }

    private TargetView save(Target target, TargetWish wish, Editor by, String what) {
        check(wish);
        if (targets.existsByNameAndIdNot(wish.name(), target.id())) {
            throw new ApiProblem(ProblemType.CONFLICT, "Another target has this name")
                    .with("field", "name")
                    .with("value", wish.name());
        }
        target.set(wish, by.who(), now());
        TargetView view = TargetView.of(targets.saveAndFlush(target));
        audit.append(List.of(entry(target, by, what)));
        return view;
    }

    private void check(TargetWish wish) {
        requireUrl(wish.url());
        String secret = wish.secret();
        if (secret != null && !Signature.isSecret(secret)) {
            throw ApiProblem.invalid("secret", "…", "whsec_ and 24 to 64 bytes in Base64");
        }
        wish.rules().check();
        if (!wish.rules().selector().isEmpty()) {
            selection.check(wish.rules().selector());
        }
    }

    /// Its form alone: whether its address may be sent to is seen when it is sent to.
    private static void requireUrl(String text) {
        try {
            var url = new URI(text);
            boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
            if (web
                    && url.getHost() != null
                    && url.getRawUserInfo() == null
                    && url.getRawFragment() == null) {
                return;
            }
        } catch (URISyntaxException _) {
            // said below
        }
        throw ApiProblem.invalid("url", text, "an http or https URL without user or fragment");
    }

    private AuditEntry entry(Target target, Editor by, String what) {
        return new AuditEntry(
                now(),
                by.who(),
                what,
                Optional.empty(),
                "notification-target " + target.id(),
                Optional.empty(),
                Optional.of(by.from()),
                Documents.json(
                        Map.of(
                                "name", target.name(),
                                "host", String.valueOf(target.url().getHost()),
                                "form", target.form(),
                                "enabled", target.enabled(),
                                "rules", target.rules())));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
