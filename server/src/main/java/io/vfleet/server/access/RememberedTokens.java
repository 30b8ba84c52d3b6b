package io.vfleet.server.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Keeps scrapes answered while the database is away, when they matter most: a metrics token that
/// was good a moment ago stays good for a scrape. For anything else the database decides: a token
/// whose scopes nobody could look up is no reason to say that they do not suffice.
@Component
class RememberedTokens {

    private static final Duration GRACE = Duration.ofMinutes(15);
    private static final int MOST = 1_000;

    private final ApiTokens tokens;
    private final Clock clock;
    // by the secret's hash, so that a heap dump gives no token away
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    RememberedTokens(ApiTokens tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    private record Seen(Caller caller, Instant at) {}

    /// @param scrape whether nothing but metrics is asked for
    Optional<Caller> authenticate(String secret, boolean scrape) {
        try {
            Optional<Caller> caller = tokens.authenticate(secret);
            caller.ifPresentOrElse(
                    found -> remember(secret, found), () -> seen.remove(key(secret)));
            return caller;
        } catch (DataAccessException | TransactionException away) {
            return Optional.of(remembered(secret).filter(_ -> scrape).orElseThrow(() -> away));
        }
    }

    private void remember(String secret, Caller caller) {
        boolean mayScrape =
                caller.scopes().contains(Scope.METRICS) || caller.scopes().contains(Scope.ADMIN);
        if (mayScrape && seen.size() < MOST) {
            seen.put(
                    key(secret),
                    new Seen(new Caller(caller.name(), Set.of(Scope.METRICS)), clock.instant()));
        }
    }

    private Optional<Caller> remembered(String secret) {
        return Optional.ofNullable(seen.get(key(secret)))
                .filter(entry -> entry.at().plus(GRACE).isAfter(clock.instant()))
                .map(Seen::caller);
    }

    private static String key(String secret) {
        return HexFormat.of().formatHex(ApiTokens.hash(secret));
    }
}
