package io.vfleet.agent.push;

import io.vfleet.agent.push.Answer.Failure;
import io.vfleet.agent.push.Answer.Refused;
import io.vfleet.agent.push.Answer.Taken;
import io.vfleet.agent.state.AgentState;
import io.vfleet.domain.operation.NodeRecord;
import io.vfleet.domain.operation.Progress;
import io.vfleet.domain.wire.AgentMessages;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// One node's agent: reports the host at start and on change, beats otherwise.
///
/// Everything happens on the thread that calls [#run], virtual or not, but for reading the host,
/// the wait for commands and their execution.
public final class Agent {

    private static final Duration FIRST_INTERVAL = Duration.ofSeconds(30);
    private static final int LONGEST_INTERVAL_SECONDS = 3_600;

    // a held request ends when the next beat is due; one that does not must not keep the beat back
    private static final Duration POLL_GRACE = Duration.ofSeconds(3);
    private static final int MALFORMED = 400;
    private static final Set<Integer> BAD_REPORT = Set.of(MALFORMED, 413, 422);

    private final AgentState state;
    private final AgentOptions options;
    private final Timing timing;
    private final ServerAddress server;
    private final HostWatch watch;
    private final AgentLog log;
    private final Session session;
    private final Outbox outbox;
    private final Errands errands;
    private final Bell bell = new Bell();
    private final Waits waits = new Waits();
    private final Troubles troubles;
    private final Figures figures;
    private Duration interval = FIRST_INTERVAL;
    private Optional<Session.Identity> identity = Optional.empty();
    private long nextBeat;
    private long quietUntil;

    /// @throws IllegalArgumentException when the node is not enrolled and cannot enroll
    public Agent(AgentHost host, ServerClient server, AgentState state, AgentOptions options) {
        if (state.nodeId().isEmpty() && options.enrollToken().isEmpty()) {
            throw new IllegalArgumentException("neither enrolled nor a token to enroll with");
        }
        this.state = state;
        this.options = options;
        this.timing = options.timing();
        this.server = server.address();
        this.log = new AgentLog(timing);
        this.session = new Session(server, state, options, log, this::recorded);
        this.outbox = new Outbox(state);
        this.errands =
                new Errands(host, server, state, new Errands.Desk(session, log, timing, bell));
        this.watch = new HostWatch(host, state, options, bell, errands);
        this.troubles = new Troubles(this.server, waits);
        this.figures = new Figures(timing);
    }

    private Optional<NodeRecord.Head> recorded() {
        return errands.recorded();
    }

    /// What it has done and seen, also for other threads.
    Figures figures() {
        return figures;
    }

    /// For work beside the agent's own, a thread of the kind that calls: many agents share a few
    /// real ones, an agent alone does without what that takes.
    static Thread.Builder thread(String name) {
        return Thread.currentThread().isVirtual()
                ? Thread.ofVirtual().name(name)
                : Thread.ofPlatform().daemon().name(name);
    }

    /// Works until the thread is interrupted or the server refuses to enroll this node.
    public Ending run() {
        quietUntil = timing.nanoTime();
        nextBeat = quietUntil;
        watch.want(HostWatch.Wish.REPORT_ANEW);
        try {
            while (true) {
                Optional<Ending> ending = step();
                if (ending.isPresent()) {
                    return ending.get();
                }
                timing.sleep(untilNextStep(), bell);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Ending.Stopped();
        }
    }

    private Optional<Ending> step() {
        watch.step().ifPresent(this::seen);
        figures.looked(watch.lookedAt(), state.pending().size());
        errands.fetched().ifPresent(failure -> failed("poll", failure));
        if (identity.isEmpty() || timing.nanoTime() - quietUntil < 0) {
            return Optional.empty();
        }
        return switch (session.enrolled(identity.orElseThrow())) {
            case Taken<String> _ -> {
                talk();
                yield Optional.empty();
            }
            case Failure<String> failure -> notEnrolled(failure);
        };
    }

    private void talk() {
        Optional<Progress> progress = errands.toTell();
        if (progress.isPresent()) {
            tell(progress.get());
            return;
        }
        if (outbox.outgoing().isPresent()) {
            send(outbox.outgoing().get());
            return;
        }
        if (timing.nanoTime() - beatAt() >= 0) {
            beat();
            return;
        }
        if (errands.mayPoll()) {
            Duration untilBeat = Duration.ofNanos(nextBeat - timing.nanoTime());
            errands.poll(untilBeat).ifPresent(failure -> failed("poll", failure));
        }
    }

    private void tell(Progress progress) {
        switch (errands.tell(progress)) {
            case Errands.Told.Underway() -> waits.reset();
            case Errands.Told.Ended(var _) -> {
                waits.reset();
                watch.want(HostWatch.Wish.REPORT_ANEW);
            }
            case Errands.Told.Again(var failure) -> failed("progress", failure);
        }
    }

    private void seen(HostWatch.Sighting sighting) {
        Seen seen = sighting.seen();
        if (identity.isEmpty()) {
            log.name(seen.identity().hostname());
        }
        identity = Optional.of(seen.identity());
        figures.saw(seen.inventory());
        outbox.offer(seen, sighting.wanted());
    }

    private void send(Outgoing report) {
        switch (session.report(report.gzip())) {
            case Taken<AgentMessages.ReportAnswer> _ -> delivered(report);
            case Refused<AgentMessages.ReportAnswer> refused
                    when refused.status() == MALFORMED && report.terse() -> {
                outbox.sayAtLength(report);
            }
            case Refused<AgentMessages.ReportAnswer> refused when bad(refused) -> {
                outbox.setAside(report);
                figures.sent(Figures.Sent.REPORT_FAILED);
                log.warn(
                        troubles.line("report", refused)
                                + "; kept aside until the host changes, beats go on");
            }
            case Failure<AgentMessages.ReportAnswer> failure -> {
                if (outbox.undelivered(report)) {
                    watch.want(HostWatch.Wish.SEE);
                }
                figures.sent(Figures.Sent.REPORT_FAILED);
                failed("report", failure);
            }
        }
    }

    private void delivered(Outgoing report) {
        outbox.delivered(report);
        figures.sent(Figures.Sent.REPORT_TAKEN);
        succeeded();
        log.say(
                "reported to %s (epoch %d, sequence %d, %d bytes, %d VF changes)"
                        .formatted(
                                server,
                                state.epoch(),
                                report.sequence(),
                                report.gzip().length,
                                report.changes().size()));
        if (outbox.news()) {
            watch.want(HostWatch.Wish.SEE);
        }
    }

    private void beat() {
        switch (session.heartbeat(outbox.heartbeat())) {
            case Taken<AgentMessages.HeartbeatAnswer>(var answer) -> {
                interval =
                        Duration.ofSeconds(
                                Math.clamp(answer.nextSeconds(), 1, LONGEST_INTERVAL_SECONDS));
                errands.heard(answer);
                figures.sent(Figures.Sent.HEARTBEAT_TAKEN);
                succeeded();
                if (answer.reportWanted()) {
                    watch.want(HostWatch.Wish.REPORT);
                }
            }
            case Failure<AgentMessages.HeartbeatAnswer> failure -> {
                figures.sent(Figures.Sent.HEARTBEAT_FAILED);
                failed("heartbeat", failure);
            }
        }
    }

    private void succeeded() {
        waits.reset();
        log.fine(server.toString());
        quietUntil = timing.nanoTime();
        Duration pause = Waits.spread(interval, state.nodeId().orElse(""));
        nextBeat = quietUntil + (errands.curious() ? 0 : pause.toNanos());
    }

    private void failed(String what, Failure<?> failure) {
        if (Troubles.unknownNode(failure) && options.enrollToken().isPresent()) {
            enrollAgain();
            return;
        }
        retryLater(what, failure);
    }

    private void enrollAgain() {
        log.say(server + " does not know this node: enrolling again");
        switch (session.enroll(identity.orElseThrow())) {
            case Taken<String> _ -> quiet(waits.backoff());
            case Failure<String> failure -> retryLater("enrollment", failure);
        }
    }

    private Optional<Ending> notEnrolled(Failure<String> failure) {
        if (failure instanceof Refused<String> refused && Troubles.isFinal(refused)) {
            return Optional.of(new Ending.NotEnrolled(troubles.line("enrollment", refused)));
        }
        retryLater("enrollment", failure);
        return Optional.empty();
    }

    private void retryLater(String what, Failure<?> failure) {
        Duration pause = troubles.pause(failure);
        log.trouble(troubles.line(what, failure), pause);
        quiet(pause);
    }

    private void quiet(Duration pause) {
        quietUntil = timing.nanoTime() + pause.toNanos();
    }

    private Duration untilNextStep() {
        long now = timing.nanoTime();
        boolean news =
                outbox.outgoing().isPresent() || errands.toTell().isPresent() || errands.mayPoll();
        long talk = news ? now : beatAt();
        long untilTalk =
                identity.isEmpty() ? Long.MAX_VALUE : Math.max(talk - now, quietUntil - now);
        return Duration.ofNanos(Math.max(0, Math.min(untilTalk, watch.next() - now)));
    }

    private long beatAt() {
        return errands.polling() ? nextBeat + POLL_GRACE.toNanos() : nextBeat;
    }

    private static boolean bad(Refused<?> refused) {
        return refused.route().equals("report") && BAD_REPORT.contains(refused.status());
    }
}
