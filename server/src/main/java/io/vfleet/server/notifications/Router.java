package io.vfleet.server.notifications;

import io.vfleet.server.fleet.NodeSelection;
import io.vfleet.server.platform.ApiProblem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/// Sorts what happened to those who want to hear it, on one replica at a time: an event leaves its
/// table in the transaction in which its messages are written.
@Component
class Router {

    private static final Logger log = LoggerFactory.getLogger(Router.class);

    private static final Duration KEPT = Duration.ofDays(30);

    private final EventStore events;
    private final OutboxStore outbox;
    private final ReminderStore reminders;
    private final TargetRepository targets;
    private final NodeSelection selection;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Instant silenceFrom;

    Router(
            EventStore events,
            OutboxStore outbox,
            ReminderStore reminders,
            TargetRepository targets,
            NodeSelection selection,
            TransactionTemplate transaction,
            NotificationSettings settings,
            Clock clock) {
        this.events = events;
        this.outbox = outbox;
        this.reminders = reminders;
        this.targets = targets;
        this.selection = selection;
        this.transaction = transaction;
        this.clock = clock;
        this.silenceFrom = clock.instant().plus(settings.grace());
    }

    @Scheduled(fixedDelay = 1_000)
    void run() {
        inOnePlace(this::route);
    }

    /// What only time brings about.
    @Scheduled(fixedDelay = 5_000)
    void look() {
        inOnePlace(() -> {
            List<Target> wanting = targets.findByEnabledTrueOrderByName();
            if (clock.instant().isAfter(silenceFrom)
                    && wanting.stream().anyMatch(target -> target.rules().wantsSilence())) {
                events.lookForSilence();
            }
            wanting.forEach(this::remind);
            outbox.forgetSent(clock.instant().minus(KEPT));
        });
    }

    private void inOnePlace(Runnable work) {
        try {
            transaction.executeWithoutResult(_ -> {
                if (events.lock()) {
                    work.run();
                }
            });
        } catch (DataAccessException | TransactionException e) {
            log.warn("Notifications wait: {}", e.getMessage());
        }
    }

    void route() {
        List<Target> wanting = targets.findByEnabledTrueOrderByName();
        if (wanting.isEmpty()) {
            events.drop();
            return;
        }
        List<Happening> happened = events.take(NodeSelection.MOST);
        if (!happened.isEmpty()) {
            wanting.forEach(target -> tell(target, happened));
        }
    }

    private void tell(Target target, List<Happening> happened) {
        Instant now = now();
        groups(target, happened)
                .forEach((group, those) -> {
                    gather(target, group, those, now);
                    Happening first = those.getFirst();
                    if (first.kind() == Happening.Kind.FINDING_OPENED
                            && target.rules().reminder().isPresent()) {
                        reminders.told(target.id(), about(first), now);
                    }
                });
    }

    private static ReminderStore.Group about(Happening happened) {
        return new ReminderStore.Group(happened.topic(), happened.site(), happened.critical());
    }

    private LinkedHashMap<String, List<Happening>> groups(Target target, List<Happening> happened) {
        Rules rules = target.rules();
        List<Happening> covered = happened.stream().filter(rules::cover).toList();
        Set<UUID> chosen = chosen(target, rules.selector(), covered);
        return covered.stream()
                .filter(one -> chosen.contains(one.node()))
                .collect(
                        Collectors.groupingBy(
                                Happening::group, LinkedHashMap::new, Collectors.toList()));
    }

    private Set<UUID> chosen(Target target, String selector, List<Happening> covered) {
        Set<UUID> nodes = covered.stream().map(Happening::node).collect(Collectors.toSet());
        if (selector.isEmpty() || nodes.isEmpty()) {
            return nodes;
        }
        try {
            return selection.of(selector, nodes);
        } catch (ApiProblem e) {
            // it was one when it was saved; rather a word too much than none
            log.warn(
                    "{}: its selector is not understood any more: {}",
                    target.name(),
                    e.getMessage());
            return nodes;
        }
    }

    private void gather(Target target, String group, List<Happening> those, Instant now) {
        outbox.gathering(target.id(), group)
                .ifPresentOrElse(
                        open -> outbox.replace(open.id(), open.message().with(those)),
                        () ->
                                outbox.begin(
                                        target.id(),
                                        group,
                                        Message.of(those),
                                        now,
                                        target.rules().due(now, those.getFirst().critical())));
    }

    private void remind(Target target) {
        Instant now = now();
        target.rules()
                .reminder()
                .ifPresent(interval ->
                        reminders
                                .due(target.id(), interval, now)
                                .forEach(group -> remind(target, group, now)));
    }

    private void remind(Target target, ReminderStore.Group group, Instant now) {
        List<Happening> open =
                events.stillOpen(group.topic(), group.site(), group.critical(), NodeSelection.MOST);
        var groups = groups(target, open);
        if (groups.isEmpty()) {
            reminders.forget(target.id(), group);
            return;
        }
        groups.forEach((key, those) -> gather(target, key, those, now));
        reminders.told(target.id(), group, now);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
