package io.vfleet.agent.push;

import io.vfleet.agent.operate.Clockwork;
import io.vfleet.agent.operate.Operations;
import io.vfleet.agent.operate.Site;
import io.vfleet.agent.push.Answer.Failure;
import io.vfleet.agent.push.Answer.Refused;
import io.vfleet.agent.push.Answer.Taken;
import io.vfleet.agent.state.AgentState;
import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.operation.NodeRecord;
import io.vfleet.domain.operation.OperationState;
import io.vfleet.domain.operation.Progress;
import io.vfleet.domain.wire.AgentMessages;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// What the server wants done: fetched from it, given to the [Operations], told back.
final class Errands {

    private static final int LONGEST_POLL_SECONDS = 25;
    private static final Duration SHORTEST_POLL = Duration.ofSeconds(1);

    // a server that no longer has the operation, or has its ending, wants to hear no more of it
    private static final Set<Integer> UNWANTED = Set.of(400, 404, 409, 413, 422);

    private final Session session;
    private final AgentState state;
    private final AgentLog log;
    private final Timing timing;
    private final Poll poll;
    private final Optional<Operations> operations;
    private int pollSeconds;
    private boolean heard;
    private boolean tokenRefused;
    private long polledAt;
    private boolean answeredAtOnce;

    Errands(AgentHost host, ServerClient server, AgentState state, Desk desk) {
        this.session = desk.session();
        this.state = state;
        this.log = desk.log();
        this.timing = desk.timing();
        this.poll = new Poll(server, desk.bell());
        this.operations =
                host.host()
                        .map(operated ->
                                Operations.open(
                                        new Site(
                                                operated,
                                                server.address().route(server::answers),
                                                clockwork(server, desk.timing()),
                                                task -> Agent.thread("operation").start(task),
                                                desk.log()::warn),
                                        state.operationsJournal(),
                                        desk.bell()::ring));
    }

    /// How far this agent's own record of its operations goes.
    Optional<NodeRecord.Head> recorded() {
        return operations.map(Operations::recorded);
    }

    /// The server's answer to a beat says whether to ask, and may bring commands itself.
    void heard(AgentMessages.HeartbeatAnswer answer) {
        heard = true;
        pollSeconds = Math.min(answer.pollSeconds(), LONGEST_POLL_SECONDS);
        take(answer.commands());
    }

    /// Whether it is not known yet how commands come: only the answer to a beat tells.
    boolean curious() {
        return operations.isPresent() && !heard;
    }

    /// Whether a request is being held, so that the connection is taken.
    boolean polling() {
        return poll.held();
    }

    /// Whether now is the time to ask; while something is being done the connection is kept free
    /// for its progress.
    boolean mayPoll() {
        return pollSeconds > 0
                && !poll.held()
                && !(answeredAtOnce && sincePoll().compareTo(SHORTEST_POLL) < 0)
                && operations.filter(known -> !known.busy()).isPresent();
    }

    /// Asks for commands, for so long at most; what comes of it is for [#fetched].
    Optional<Failure<String>> poll(Duration most) {
        long seconds = Math.clamp(most.toSeconds(), 1, pollSeconds);
        return switch (session.bearer()) {
            case Taken<String>(var bearer) -> {
                polledAt = timing.nanoTime();
                poll.start(bearer, Duration.ofSeconds(seconds));
                yield Optional.empty();
            }
            case Failure<String> failure -> Optional.of(failure);
        };
    }

    /// Takes what the last request brought; the failure when it brought none.
    Optional<Failure<AgentMessages.Commands>> fetched() {
        Optional<Answer<AgentMessages.Commands>> taken = poll.take();
        if (taken.isEmpty()) {
            return Optional.empty();
        }
        // a server that does not hold a request must not be asked in a loop
        answeredAtOnce = sincePoll().compareTo(SHORTEST_POLL) < 0;
        return switch (taken.get()) {
            case Taken<AgentMessages.Commands>(var answer) -> {
                tokenRefused = false;
                take(answer.commands());
                yield Optional.empty();
            }
            case Failure<AgentMessages.Commands> failure -> {
                boolean again = expired(failure) && !tokenRefused;
                tokenRefused = expired(failure);
                yield again ? Optional.empty() : Optional.of(failure);
            }
        };
    }

    /// The journal with what the kernel did not do of what was wanted last.
    Journal remembered(Journal journal) {
        return operations
                .map(known -> journal.withFailedWrites(known.failedWrites()))
                .orElse(journal);
    }

    /// The host is looked at from now on; whether an operation is over since the last look.
    boolean lookBegins() {
        return operations.filter(Operations::lookBegins).isPresent();
    }

    /// What was over when the look began has been seen.
    void lookIsOver() {
        operations.ifPresent(Operations::lookIsOver);
    }

    /// The operation that may have given this PF so many VFs since the last look.
    Optional<UUID> author(PciAddress pf, int count) {
        return operations.flatMap(known -> known.author(pf, count));
    }

    Optional<Progress> toTell() {
        return operations.flatMap(Operations::next);
    }

    /// Tells the server; the failure when it should be told again.
    Told tell(Progress progress) {
        return switch (session.progress(progress)) {
            case Taken<Boolean> _ -> told(progress);
            case Refused<Boolean> refused when UNWANTED.contains(refused.status()) -> {
                log.warn(
                        "operation %s: the server does not want its progress: %d %s"
                                .formatted(
                                        progress.command(),
                                        refused.status(),
                                        refused.problem().line()));
                yield told(progress);
            }
            case Failure<Boolean> failure -> new Told.Again(failure);
        };
    }

    private Told told(Progress progress) {
        if (!operations.orElseThrow().told(progress)) {
            return new Told.Underway();
        }
        log.say(
                "operation %s ended %s: %s"
                        .formatted(
                                progress.command(),
                                progress.state(),
                                progress.explanation().orElse("")));
        return new Told.Ended(progress.state());
    }

    private void take(List<AgentMessages.SignedCommand> commands) {
        if (commands.isEmpty()) {
            return;
        }
        operations.ifPresent(
                known -> known.take(commands, state.serverKeys(), state.nodeId().orElse("")));
    }

    private Duration sincePoll() {
        return Duration.ofNanos(timing.nanoTime() - polledAt);
    }

    private boolean expired(Failure<AgentMessages.Commands> failure) {
        boolean expired = failure instanceof Refused<?> refused && refused.status() == 401;
        if (expired) {
            session.forgetToken();
        }
        return expired;
    }

    // deadlines are the server's: a node whose clock is wrong keeps them all the same
    private static Clockwork clockwork(ServerClient server, Timing timing) {
        return new Clockwork() {
            @Override
            public Instant now() {
                return server.serverTime();
            }

            @Override
            public long nanoTime() {
                return timing.nanoTime();
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                timing.sleep(duration);
            }
        };
    }

    /// What came of telling.
    sealed interface Told {

        /// The operation goes on.
        record Underway() implements Told {}

        /// That was its ending.
        record Ended(OperationState state) implements Told {}

        /// The server did not hear it.
        record Again(Failure<?> failure) implements Told {}
    }

    /// What the agent's parts share.
    record Desk(Session session, AgentLog log, Timing timing, Bell bell) {}
}
