package io.vfleet.server.stream;

import io.vfleet.server.access.Sessions;
import io.vfleet.server.platform.ApiProblem;
import io.vfleet.server.platform.ProblemType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// All pages that listen at this replica. Hints are gathered for half a second and then told to all
/// of them in the same bytes: a page costs no thread and no query.
///
/// It stops before the web server does, which would otherwise wait for streams that never end.
@Component
class Streams implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Streams.class);

    private static final Duration FULL = Duration.ofSeconds(30);

    private final Sessions sessions;
    private final StreamSettings settings;
    private final Clock clock;
    private final Set<Listening> all = ConcurrentHashMap.newKeySet();
    private final RecentHints recent = new RecentHints();
    private final List<Hint> untold = new ArrayList<>();
    private volatile boolean running;

    Streams(Sessions sessions, StreamSettings settings, Clock clock) {
        this.sessions = sessions;
        this.settings = settings;
        this.clock = clock;
    }

    /// Refuses where too many listen already.
    void requireRoom(String name) {
        if (!running) {
            throw unavailable("The server is stopping", "another server");
        }
        if (all.size() >= settings.most()) {
            throw unavailable("Too many pages listen", "at most " + settings.most());
        }
        long own = all.stream().filter(one -> one.who().name().equals(name)).count();
        if (own >= settings.mostOfOne()) {
            throw unavailable(
                    "Too many pages of " + name + " listen",
                    "at most " + settings.mostOfOne() + " of one user or token");
        }
    }

    private static ApiProblem unavailable(String detail, String expected) {
        return new ApiProblem(ProblemType.UNAVAILABLE, detail)
                .with("expected", expected)
                .retryAfter(FULL);
    }

    /// @param lastEventId where the page was when it lost the connection
    synchronized void add(Listening page, @Nullable String lastEventId) {
        page.offer(first(lastEventId));
        all.add(page);
        if (!running) {
            remove(page);
        }
    }

    private byte[] first(@Nullable String lastEventId) {
        String now = recent.newest();
        if (lastEventId == null) {
            return Frames.ready(now);
        }
        Optional<List<Hint>> missed = recent.after(lastEventId);
        return missed.filter(List::isEmpty).isPresent()
                ? Frames.ready(now)
                : missed.map(hints -> Frames.changes(hints, now))
                        .orElseGet(() -> Frames.reset(now));
    }

    void remove(Listening page) {
        all.remove(page);
        page.end();
    }

    /// It has ended by itself.
    void forget(Listening page) {
        all.remove(page);
        page.over();
    }

    int count() {
        return all.size();
    }

    synchronized void heard(Hint hint) {
        recent.add(hint);
        untold.add(hint);
    }

    /// Hints were missed, nobody knows which.
    synchronized void lost() {
        untold.clear();
        recent.begin();
        tell(Frames.reset(recent.newest()));
    }

    @Scheduled(fixedRate = 500)
    synchronized void tell() {
        if (untold.isEmpty()) {
            return;
        }
        byte[] changes = Frames.changes(untold, recent.newest());
        untold.clear();
        tell(changes);
    }

    @Scheduled(fixedRate = 15_000)
    void beat() {
        tell(Frames.HEARTBEAT);
    }

    void tell(byte[] frame) {
        for (Listening page : all) {
            if (!page.offer(frame)) {
                log.debug("A page of {} reads too slowly", page.who().name());
                remove(page);
            }
        }
    }

    /// Ends streams whose session has, and those that are due to show their credential again.
    @Scheduled(fixedDelay = 5_000)
    void endWhatIsOver() {
        Instant due = clock.instant().minus(settings.longest());
        all.stream().filter(page -> page.who().since().isBefore(due)).forEach(this::remove);
        List<String> shown = all.stream().flatMap(page -> page.who().session().stream()).toList();
        try {
            Set<String> open = sessions.open(Set.copyOf(shown));
            all.stream()
                    .filter(page -> page.who().session().filter(s -> !open.contains(s)).isPresent())
                    .forEach(this::remove);
        } catch (DataAccessException e) {
            log.debug("Sessions cannot be looked up: {}", e.getMessage());
        }
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        all.forEach(this::remove);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
