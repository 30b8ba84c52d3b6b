package io.vfleet.server.access;

import io.vfleet.server.audit.Audit;
import io.vfleet.server.audit.AuditEntry;
import io.vfleet.server.platform.ApiProblem;
import io.vfleet.server.platform.ProblemType;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The people who may log in.
@Service
class Users {

    private final AppUserRepository users;
    private final PasswordEncoder encoder;
    private final Audit audit;
    private final Clock clock;

    Users(AppUserRepository users, PasswordEncoder encoder, Audit audit, Clock clock) {
        this.users = users;
        this.encoder = encoder;
        this.audit = audit;
        this.clock = clock;
    }

    Optional<AppUser> named(String name) {
        return users.findByName(name);
    }

    @Transactional
    public AppUser add(String name, String password, Role role, String by) {
        var user = new AppUser(name, encoder.encode(password), role, clock.instant());
        try {
            AppUser saved = users.saveAndFlush(user);
            audit(saved, "user-created", by);
            return saved;
        } catch (DataIntegrityViolationException _) {
            throw new ApiProblem(ProblemType.CONFLICT, "There is a user '" + name + "' already")
                    .with("field", "name")
                    .with("value", name);
        }
    }

    /// Ends the account and all its sessions; false where there is none.
    @Transactional
    public boolean delete(UUID id, String by) {
        List<AppUser> admins = users.lock(Role.ADMIN.id());
        Optional<AppUser> found = users.findById(id);
        found.ifPresent(user -> {
            if (admins.size() == 1 && admins.getFirst().id().equals(id)) {
                throw new ApiProblem(
                                ProblemType.CONFLICT,
                                "'" + user.name() + "' is the last administrator")
                        .with("value", user.name());
            }
            users.delete(user);
            users.flush();
            audit(user, "user-deleted", by);
        });
        return found.isPresent();
    }

    private void audit(AppUser user, String what, String by) {
        audit.append(
                List.of(
                        new AuditEntry(
                                clock.instant(),
                                by,
                                what,
                                Optional.empty(),
                                "user " + user.name(),
                                Optional.empty(),
                                Optional.empty(),
                                "{\"role\":\"" + user.role().id() + "\"}")));
    }

    boolean none() {
        return users.count() == 0;
    }
}
