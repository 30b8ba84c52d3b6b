package io.vfleet.server.notifications;

import io.vfleet.server.notifications.OutboxStore.Claim;
import io.vfleet.server.notifications.OutboxStore.Ending;
import io.vfleet.server.notifications.SendingCounter.Result;
import io.vfleet.server.notifications.WebhookClient.Answer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Sends what is due. A message is claimed for a while, sent without holding the database, and
/// settled; a replica that dies in between leaves it to another one, with the same id.
@Component
class Sender {

    private static final Logger log = LoggerFactory.getLogger(Sender.class);

    /// longer than an attempt can take
    static final Duration LEASE = Duration.ofSeconds(30);

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int AT_ONCE = 8;
    private static final int ERROR_KEPT = 500;

    private final OutboxStore outbox;
    private final TargetRepository targets;
    private final WebhookClient client;
    private final Bodies bodies;
    private final SendingCounter counter;
    private final NotificationSettings settings;
    private final Clock clock;

    Sender(
            OutboxStore outbox,
            TargetRepository targets,
            WebhookClient client,
            Bodies bodies,
            SendingCounter counter,
            NotificationSettings settings,
            Clock clock) {
        this.outbox = outbox;
        this.targets = targets;
        this.client = client;
        this.bodies = bodies;
        this.counter = counter;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 1_000)
    void run() {
        try {
            List<Claim> claims = outbox.claim(now(), LEASE, AT_ONCE);
            while (!claims.isEmpty()) {
                sendAll(claims);
                claims = outbox.claim(now(), LEASE, AT_ONCE);
            }
        } catch (DataAccessException | TransactionException e) {
            log.warn("Notifications are not sent for now: {}", e.getMessage());
        }
    }

    private void sendAll(List<Claim> claims) {
        // closing waits for all of them
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            claims.forEach(claim -> threads.execute(() -> send(claim)));
        }
    }

    private void send(Claim claim) {
        try {
            targets.findById(claim.target())
                    .ifPresent(target ->
                            settle(
                                    claim,
                                    deliver(
                                            target,
                                            claim.id(),
                                            claim.createdAt(),
                                            claim.message())));
        } catch (RuntimeException e) {
            // its lease ends and somebody tries again
            log.warn("Notification {} is left for later: {}", claim.id(), e.toString());
        }
    }

    Answer deliver(Target target, UUID id, Instant at, Message message) {
        String body = bodies.of(target.form(), id, at, message);
        long seconds = now().getEpochSecond();
        return client.post(
                target.url(),
                body,
                Map.of(
                        "webhook-id", id.toString(),
                        "webhook-timestamp", Long.toString(seconds),
                        "webhook-signature",
                                Signature.of(target.secret(), id.toString(), seconds, body)));
    }

    private void settle(Claim claim, Answer answer) {
        Instant now = now();
        Integer status = answer.status().orElse(null);
        if (answer.taken()) {
            outbox.settle(claim, new Ending("SENT", status, null, null), now);
            counter.count(Result.SENT);
            return;
        }
        String error = reason(answer);
        boolean last = claim.attempts() >= settings.attempts();
        Instant next = last ? null : now.plus(pause(claim.attempts()));
        outbox.settle(claim, new Ending(last ? "DEAD" : "WAITING", status, error, next), now);
        counter.count(last ? Result.DEAD : Result.FAILED);
        if (last) {
            log.warn(
                    "Notification {} is dead after {} attempts: {}",
                    claim.id(),
                    claim.attempts(),
                    error);
        }
    }

    private static String reason(Answer answer) {
        Optional<Integer> status = answer.status();
        String text =
                status.map(code -> "answered " + code + " " + answer.text()).orElse(answer.text());
        boolean redirect = status.filter(code -> code >= 300 && code < 400).isPresent();
        String said = redirect ? "answered " + status.get() + "; redirects are not followed" : text;
        // a text column takes no NUL
        String clean = said.replace('\0', ' ').strip();
        return clean.length() <= ERROR_KEPT ? clean : clean.substring(0, ERROR_KEPT);
    }

    /// Doubled with each attempt, and up to a fifth more, so that not all come back at once.
    private Duration pause(int attempts) {
        long millis = settings.backoff().toMillis() << Math.min(attempts - 1, 20);
        long most = Math.min(millis, LONGEST.toMillis());
        return Duration.ofMillis(most + ThreadLocalRandom.current().nextLong(most / 5 + 1));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
