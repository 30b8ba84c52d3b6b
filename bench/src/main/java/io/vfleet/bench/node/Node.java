package io.vfleet.bench.node;

import io.vfleet.bench.measure.Kind;
import io.vfleet.bench.measure.Note;
import io.vfleet.domain.operation.Command;
import io.vfleet.domain.wire.AgentJson;
import io.vfleet.domain.wire.AgentMessages.Commands;
import io.vfleet.domain.wire.AgentMessages.Heartbeat;
import io.vfleet.domain.wire.AgentMessages.HeartbeatAnswer;
import io.vfleet.domain.wire.AgentMessages.SignedCommand;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// One node's life: joins, reports once, then heartbeat and poll in turn on its one connection.
public final class Node {

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration SHORTEST_POLL = Duration.ofSeconds(1);
    private static final Duration TOKEN_AGE = Duration.ofMinutes(50);
    private static final int MOST_SECONDS = 3_600;

    private final Surroundings around;
    private final Caller caller;
    private final Joining joining;
    private final Reporter reporter;
    private final Runnable ready;
    private final Set<UUID> obeyed = new HashSet<>();
    private Pass pass = new Pass("", "", "", 0);
    private Runnable step = () -> {};
    private boolean beating;
    private boolean polling;
    private long nextBeat;
    private int pollSeconds;
    private int failures;

    /// @param ready runs once, when the first heartbeat was answered
    Node(Surroundings around, BenchHost host, NodeKey key, Runnable ready) {
        this.around = around;
        this.caller = new Caller(around, this::failed);
        this.joining = new Joining(around, caller, host, key);
        this.reporter = new Reporter(around, caller, host);
        this.ready = ready;
    }

    /// What lets a node in.
    ///
    /// @param serverKey empty as long as the server has not told it
    record Pass(String nodeId, String token, String serverKey, long since) {}

    public String id() {
        return pass.nodeId();
    }

    /// Waits for commands and has none to see to.
    public boolean idle() {
        return polling;
    }

    void join() {
        now(() -> joining.enroll(this::joined));
    }

    private void joined(Pass got) {
        pass = got;
        now(() -> reporter.report(pass, this::beat));
    }

    private void beat() {
        if (System.nanoTime() - pass.since() > TOKEN_AGE.toNanos()) {
            now(() -> joining.renew(pass, this::renewed));
            return;
        }
        now(this::sendBeat);
    }

    private void renewed(Pass got) {
        pass = got;
        beat();
    }

    private void sendBeat() {
        Heartbeat beat = reporter.heartbeat();
        caller.call(
                Call.post(Kind.HEARTBEAT, AgentJson.write(beat), AgentJson::readHeartbeatAnswer),
                pass.token(),
                this::beaten);
    }

    private void beaten(HeartbeatAnswer answer) {
        Optional<String> wrong = wrong(answer);
        wrong.ifPresent(reason -> caller.wrong(Kind.HEARTBEAT, reason));
        pollSeconds = Math.clamp(answer.pollSeconds(), 0, 25);
        plan(Duration.ofSeconds(Math.clamp(answer.nextSeconds(), 1, MOST_SECONDS)));
        if (!beating) {
            beating = true;
            caller.joined();
            ready.run();
        }
        if (answer.reportWanted()) {
            around.tally().note(Note.REPORT_WANTED);
            now(() -> reporter.report(pass, () -> obey(answer.commands())));
            return;
        }
        obey(answer.commands());
    }

    private static Optional<String> wrong(HeartbeatAnswer answer) {
        if (!answer.state().equals(Joining.APPROVED)) {
            return Optional.of("the node is " + answer.state());
        }
        boolean interval = answer.nextSeconds() >= 1 && answer.nextSeconds() <= MOST_SECONDS;
        boolean wait = answer.pollSeconds() >= 0 && answer.pollSeconds() <= 25;
        return interval && wait
                ? Optional.empty()
                : Optional.of("nextSeconds or pollSeconds is out of range");
    }

    private void plan(Duration interval) {
        Duration wait = beating ? Beats.spread(interval, id()) : Beats.phase(interval, id());
        nextBeat = System.nanoTime() + wait.toNanos();
    }

    private void idleUntilBeat() {
        failures = 0;
        long left = nextBeat - System.nanoTime();
        if (pollSeconds > 0 && left >= SHORTEST_POLL.toNanos()) {
            int seconds = Math.toIntExact(Math.min(pollSeconds, left / 1_000_000_000));
            now(() -> poll(seconds));
            return;
        }
        around.loop().at(nextBeat, this::beatIsDue);
    }

    private void beatIsDue() {
        around.tally().late(System.nanoTime() - nextBeat);
        beat();
    }

    private void poll(int seconds) {
        long asked = System.nanoTime();
        polling = true;
        around.tally().pollHeld();
        caller.call(
                Call.poll(seconds, AgentJson::readCommands),
                pass.token(),
                answer -> polled(answer, asked));
    }

    private void polled(Commands answer, long asked) {
        pollEnded();
        boolean early = System.nanoTime() - asked < SHORTEST_POLL.toNanos() / 10;
        if (answer.commands().isEmpty() && early) {
            // allowed, and yet no reason to ask as fast as the server answers
            around.tally().note(Note.EARLY_POLL);
            around.loop().after(SHORTEST_POLL, this::idleUntilBeat);
            return;
        }
        obey(answer.commands());
    }

    private void pollEnded() {
        if (polling) {
            polling = false;
            around.tally().pollEnded();
        }
    }

    private void obey(List<SignedCommand> commands) {
        obey(commands.iterator());
    }

    private void obey(Iterator<SignedCommand> commands) {
        if (!commands.hasNext()) {
            idleUntilBeat();
            return;
        }
        long arrived = System.nanoTime();
        try {
            Command command = CommandCheck.read(commands.next(), pass.serverKey(), id());
            around.watch().arrived(this, command, arrived);
            if (!obeyed.add(command.id())) {
                around.tally().note(Note.REPEATED_COMMAND);
            }
            now(() -> reporter.obey(pass, command, () -> obeyed(command, commands)));
        } catch (CommandCheck.Unacceptable e) {
            caller.wrong(Kind.COMMAND, String.valueOf(e.getMessage()));
            obey(commands);
        }
    }

    private void obeyed(Command command, Iterator<SignedCommand> others) {
        around.watch().done(this, command);
        obey(others);
    }

    private void now(Runnable task) {
        step = task;
        task.run();
    }

    private void failed(Verdict.Bad<?> bad) {
        pollEnded();
        Duration pause = bad.retryAfter().orElse(Duration.ofSeconds(1L << Math.min(failures, 5)));
        failures++;
        // a token that is not taken is asked for again; an answer lost in mid-poll is no reason to
        // poll before the server has seen a beat
        Runnable again = bad.status() == 401 ? this::join : beating ? this::beat : step;
        around.loop().after(shorter(pause), again);
    }

    private static Duration shorter(Duration pause) {
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}
