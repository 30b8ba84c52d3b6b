package io.vfleet.server.access;

import io.vfleet.server.platform.ApiProblem;
import io.vfleet.server.platform.ProblemType;
import java.time.Clock;
import java.util.Optional;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;

/// The people who may log in.
@Service
class Users {

    private final AppUserRepository users;
    private final PasswordEncoder encoder;
    private final Clock clock;

    Users(AppUserRepository users, PasswordEncoder encoder, Clock clock) {
        this.users = users;
        this.encoder = encoder;
        this.clock = clock;
    }

    Optional<AppUser> named(String name) {
        return users.findByName(name);
    }

    AppUser add(String name, String password, Role role) {
        var user = new AppUser(name, encoder.encode(password), role, clock.instant());
        try {
            return users.saveAndFlush(user);
        } catch (DataIntegrityViolationException _) {
            throw new ApiProblem(ProblemType.CONFLICT, "There is a user '" + name + "' already")
                    .with("field", "name")
                    .with("value", name);
        }
    }

    boolean none() {
        return users.count() == 0;
    }
}
