package io.vfleet.server.access;

import io.vfleet.server.platform.ApiProblem;
import io.vfleet.server.platform.ProblemType;
import java.time.Clock;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The people who may log in.
@Service
class Users implements UserDetailsService {

    private final AppUserRepository users;
    private final PasswordEncoder encoder;
    private final Clock clock;

    Users(AppUserRepository users, PasswordEncoder encoder, Clock clock) {
        this.users = users;
        this.encoder = encoder;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public UserDetails loadUserByUsername(String name) {
        AppUser user =
                users.findByName(name).orElseThrow(() -> new UsernameNotFoundException(name));
        return User.withUsername(user.name())
                .password(user.passwordHash())
                .authorities(Scope.authorities(user.role().scopes()))
                .build();
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
