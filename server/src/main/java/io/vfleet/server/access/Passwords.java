package io.vfleet.server.access;

import io.vfleet.server.platform.RateLimit;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Decides whether a name and a password belong together, for logins and for HTTP Basic.
@Component
class Passwords implements AuthenticationProvider {

    /// ten wrong ones at once, then one every 30 s
    private static final int BURST = 10;

    private static final double PER_SECOND = 1.0 / 30;

    private final Users users;
    private final Sessions sessions;
    private final PasswordEncoder encoder;
    private final String nobodysHash;
    private final RateLimit wrong = new RateLimit(BURST, PER_SECOND, System::nanoTime);

    Passwords(Users users, Sessions sessions, PasswordEncoder encoder) {
        this.users = users;
        this.sessions = sessions;
        this.encoder = encoder;
        this.nobodysHash = encoder.encode("nobody");
    }

    /// The user, or why not: a name that does not exist takes as long as a wrong password.
    AppUser require(String name, String password, String from) {
        String key = from + ' ' + name;
        if (!wrong.allows(key)) {
            throw new TooManyTries(wrong.interval());
        }
        Optional<AppUser> user = users.named(name);
        String hash = user.map(AppUser::passwordHash).orElse(nobodysHash);
        if (encoder.matches(password, hash) && user.isPresent()) {
            wrong.forget(key);
            return user.get();
        }
        wrong.take(key);
        sessions.refused(user.map(AppUser::name), from);
        throw new BadCredentialsException("Name or password is wrong");
    }

    @Override
    public Authentication authenticate(Authentication given) {
        try {
            AppUser user =
                    require(given.getName(), String.valueOf(given.getCredentials()), from(given));
            return signedIn(new Person(user.name(), user.role(), Optional.empty()));
        } catch (DataAccessException | TransactionException e) {
            throw new AuthenticationServiceException("The database does not answer", e);
        }
    }

    private static String from(Authentication given) {
        return given.getDetails() instanceof WebAuthenticationDetails details
                ? details.getRemoteAddress()
                : "unknown";
    }

    static Authentication signedIn(Person person) {
        return UsernamePasswordAuthenticationToken.authenticated(
                person, null, Scope.authorities(person.role().scopes()));
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
