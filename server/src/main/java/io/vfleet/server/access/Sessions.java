package io.vfleet.server.access;

import io.vfleet.server.audit.Audit;
import io.vfleet.server.audit.AuditEntry;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// People's sessions. They live in the database, so any replica knows them and a restart ends none.
@Service
public class Sessions {

    static final Duration IDLE = Duration.ofHours(12);
    static final Duration LONGEST = Duration.ofDays(7);

    private static final int SECRET_BYTES = 32;
    private static final Duration USE_IS_NOTED = Duration.ofMinutes(1);

    private final SessionStore store;
    private final Audit audit;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Sessions(SessionStore store, Audit audit, Clock clock) {
        this.store = store;
        this.audit = audit;
        this.clock = clock;
    }

    /// @param secret what the browser keeps
    record Begun(Person person, String secret) {}

    /// Begins a session under a secret of its own, whatever the browser had before.
    @Transactional
    public Begun begin(AppUser user, String from, Optional<String> before) {
        Instant now = clock.instant();
        store.forgetOver(limits(now));
        before.ifPresent(old -> store.end(ApiTokens.hash(old)));
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        byte[] hash = ApiTokens.hash(secret);
        store.add(hash, user.id(), from, now);
        audit.append(List.of(entry(user.name(), "login", from)));
        return new Begun(person(user.name(), user.role(), hash), secret);
    }

    /// Whose session it is; empty when nobody's, or over.
    @Transactional
    public Optional<Person> find(String secret) {
        Instant now = clock.instant();
        byte[] hash = ApiTokens.hash(secret);
        Optional<SessionStore.Open> open = store.find(hash, limits(now));
        open.filter(session -> session.lastUsed().isBefore(now.minus(USE_IS_NOTED)))
                .ifPresent(_ -> store.used(hash, now));
        return open.map(session -> person(session.user(), session.role(), hash));
    }

    @Transactional
    public void end(Person person, String from) {
        boolean ended = person.session().map(SessionStore::hash).filter(store::end).isPresent();
        if (ended) {
            audit.append(List.of(entry(person.name(), "logout", from)));
        }
    }

    /// Keeps that somebody tried a wrong password.
    ///
    /// @param name of an account; what else people type as their name may be their password
    @Transactional
    public void refused(Optional<String> name, String from) {
        audit.append(List.of(entry(name.orElse("unknown"), "login-failed", from)));
    }

    /// Which of these sessions are not over.
    public Set<String> open(Collection<String> sessions) {
        return sessions.isEmpty() ? Set.of() : store.open(sessions, limits(clock.instant()));
    }

    private static SessionStore.Limits limits(Instant now) {
        return new SessionStore.Limits(now.minus(IDLE), now.minus(LONGEST));
    }

    private static Person person(String name, Role role, byte[] hash) {
        return new Person(name, role, Optional.of(HexFormat.of().formatHex(hash)));
    }

    private AuditEntry entry(String who, String what, String from) {
        return new AuditEntry(
                clock.instant(),
                who,
                what,
                Optional.empty(),
                "user " + who,
                Optional.empty(),
                Optional.of(from),
                "{}");
    }
}
