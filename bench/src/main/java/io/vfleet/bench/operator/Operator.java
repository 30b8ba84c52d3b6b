package io.vfleet.bench.operator;

import io.vfleet.bench.http.Endpoint;
import io.vfleet.bench.http.EventLoop;
import io.vfleet.bench.http.Exchange;
import io.vfleet.bench.http.Reply.Answered;
import io.vfleet.bench.measure.Kind;
import io.vfleet.bench.measure.Note;
import io.vfleet.bench.measure.Tally;
import io.vfleet.bench.node.CommandWatch;
import io.vfleet.bench.node.Fleet;
import io.vfleet.bench.node.Node;
import io.vfleet.domain.operation.Command;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/// Asks idle nodes to recheck, at a steady pace, and times how long each takes to hear of it and
/// how long until it is said to be done. Belongs to the loop's thread.
public final class Operator implements CommandWatch {

    /// A command that takes longer is lost.
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static final Set<String> UNDER_WAY = Set.of("QUEUED", "LEASED", "RUNNING", "VERIFYING");
    private static final int TRIES = 50;
    private static final long SEED = 20;

    private final EventLoop loop;
    private final Tally tally;
    private final OperationsApi api;
    private final Map<String, Errand> underWay = new HashMap<>();
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private boolean stopping;

    public Operator(EventLoop loop, Endpoint server, Tally tally, String token) {
        this.loop = loop;
        this.tally = tally;
        this.api = new OperationsApi(loop, server, token);
    }

    /// Begins to ask, so many times a second.
    public void start(Fleet fleet, double perSecond) {
        tick(fleet, (long) (1e9 / perSecond), System.nanoTime());
    }

    /// Asks no more; complete when nothing is under way any more.
    public CompletableFuture<Void> stop() {
        stopping = true;
        drainedIfEmpty();
        return drained;
    }

    private void tick(Fleet fleet, long pause, long due) {
        if (stopping) {
            return;
        }
        idleNode(fleet).ifPresentOrElse(this::ask, () -> tally.note(Note.NO_IDLE_NODE));
        loop.at(due + pause, () -> tick(fleet, pause, due + pause));
    }

    private Optional<Node> idleNode(Fleet fleet) {
        return IntStream.range(0, TRIES)
                .mapToObj(_ -> fleet.get(random.nextInt(fleet.size())))
                .filter(Node::idle)
                .filter(node -> !underWay.containsKey(node.id()))
                .findFirst();
    }

    private void ask(Node node) {
        Errand errand = new Errand(node.id());
        underWay.put(node.id(), errand);
        loop.after(LONGEST, () -> giveUp(errand));
        api.recheck(node.id(), exchange -> asked(errand, exchange));
    }

    private void asked(Errand errand, Exchange exchange) {
        try {
            OperationAnswer answer = OperationAnswer.read(exchange.reply(), 202);
            tally.add(Kind.REQUEST, exchange);
            errand.answered(answer.id());
            check(errand);
            checkLocation(exchange, answer.id());
        } catch (OperationAnswer.Wrong e) {
            tally.failed(Kind.REQUEST, String.valueOf(e.getMessage()));
            end(errand);
        }
    }

    private void checkLocation(Exchange exchange, String id) {
        boolean told =
                exchange.reply() instanceof Answered answer
                        && answer.header("Location")
                                .filter(it -> it.endsWith("/" + id))
                                .isPresent();
        if (!told) {
            tally.failed(Kind.REQUEST, "no Location of the operation");
        }
    }

    private void check(Errand errand) {
        if (errand.mixedUp()) {
            tally.failed(Kind.COMMAND, "another command than the one asked for");
        }
    }

    @Override
    public void arrived(Node node, Command command, long nanoTime) {
        Errand errand = underWay.get(node.id());
        if (errand == null || errand.hasArrived()) {
            return;
        }
        errand.arrived(command.id().toString());
        tally.add(Kind.COMMAND, nanoTime - errand.since());
        check(errand);
    }

    @Override
    public void done(Node node, Command command) {
        Errand errand = underWay.get(node.id());
        if (errand != null && errand.isAbout(command.id().toString())) {
            settle(errand, command.id().toString());
        }
    }

    private void settle(Errand errand, String id) {
        api.get(id, exchange -> settled(errand, id, exchange));
    }

    private void settled(Errand errand, String id, Exchange exchange) {
        if (!underWay.containsValue(errand)) {
            return;
        }
        try {
            judge(errand, id, OperationAnswer.read(exchange.reply(), 200).state());
        } catch (OperationAnswer.Wrong e) {
            tally.failed(Kind.SETTLED, String.valueOf(e.getMessage()));
            end(errand);
        }
    }

    private void judge(Errand errand, String id, String state) {
        if (UNDER_WAY.contains(state)) {
            settle(errand, id);
            return;
        }
        if (state.equals("SUCCEEDED")) {
            tally.add(Kind.SETTLED, System.nanoTime() - errand.since());
        } else {
            tally.failed(Kind.SETTLED, "the operation is " + state);
        }
        end(errand);
    }

    private void giveUp(Errand errand) {
        if (underWay.get(errand.nodeId()) != errand) {
            return;
        }
        Kind kind = errand.hasArrived() ? Kind.SETTLED : Kind.COMMAND;
        tally.failed(kind, "not within " + LONGEST.toSeconds() + " s");
        end(errand);
    }

    private void end(Errand errand) {
        underWay.remove(errand.nodeId(), errand);
        drainedIfEmpty();
    }

    private void drainedIfEmpty() {
        if (stopping && underWay.isEmpty()) {
            drained.complete(null);
        }
    }
}
