package io.vfleet.server.operations;

import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.operation.OperationKind;
import io.vfleet.domain.operation.OperationState;
import io.vfleet.domain.operation.Progress;
import io.vfleet.domain.wire.MalformedDocument;
import io.vfleet.server.nodes.AgentRefusal;
import io.vfleet.server.platform.ApiProblem;
import io.vfleet.server.platform.IdempotencyKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/// One history of one node: people and a model agent act on the real service and its database, and
/// after every act the laws are asked.
final class LifeCycle {

    static final List<PciAddress> PFS =
            List.of(PciAddress.parse("0000:81:00.0"), PciAddress.parse("0000:81:00.1"));

    private static final Requester SOMEBODY = new Requester("ann", "127.0.0.1");
    private static final int[] COUNTS = {0, 2, 4, 8};
    private static final Duration[] TIMES = {
        Duration.ofSeconds(5), Duration.ofSeconds(40), Duration.ofMinutes(6), Duration.ofMinutes(20)
    };
    private static final int ROUNDS_TO_THE_END = 60;

    private final LifeCycleService service;
    private final UUID node;
    private final ModelAgent agent;
    private final Laws laws;
    private final List<UUID> asked = new ArrayList<>();
    private final List<Sighting> reports = new ArrayList<>();
    private Optional<Runnable> repeat = Optional.empty();
    private long sequence = 1;

    LifeCycle(LifeCycleService service, boolean forgetful, Duration skew) {
        this.service = service;
        this.node = service.freshNode();
        this.agent = new ModelAgent(forgetful, skew, PFS);
        this.laws = new Laws(agent);
    }

    /// A law was broken.
    static final class Broken extends RuntimeException {
        Broken(String what) {
            super(what);
        }
    }

    void play(List<Act> acts) {
        for (Act act : acts) {
            play(act);
            laws.hold(act.kind(), service.operations(node));
        }
        finish();
    }

    private void play(Act act) {
        switch (act.kind()) {
            case ASK -> ask(act);
            case ASK_AGAIN -> repeat.ifPresent(Runnable::run);
            case CANCEL -> cancel(act);
            case CLAIM -> claim(act.how());
            case STEP -> agent.step(act.how());
            case TELL -> tell(act.how());
            case CRASH -> agent.crash();
            case COLLECT -> collect();
            case DELIVER -> deliver(act);
            case FOREIGN -> agent.foreign(pf(act), COUNTS[act.how() % COUNTS.length]);
            case PASS -> pass(TIMES[act.how() % TIMES.length]);
            case SWEEP -> service.sweep();
        }
    }

    private static PciAddress pf(Act act) {
        return PFS.get(act.which() % PFS.size());
    }

    private void ask(Act act) {
        boolean recheck = act.how() % 8 == 0;
        PciAddress pf = pf(act);
        var wanted =
                new NewOperation(
                        recheck ? OperationKind.RECHECK : OperationKind.RESIZE_VFS,
                        node.toString(),
                        recheck ? null : pf.toString(),
                        recheck ? null : COUNTS[act.how() % COUNTS.length],
                        "history",
                        recheck || act.how() % 5 != 0 ? null : agent.counts().get(pf),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null);
        var key = new IdempotencyKey(UUID.randomUUID().toString());
        try {
            UUID id = service.place(wanted, key, SOMEBODY);
            asked.add(id);
            repeat = Optional.of(() -> again(wanted, key, id));
        } catch (ApiProblem _) {
            // another one is active
        }
    }

    private void again(NewOperation wanted, IdempotencyKey key, UUID id) {
        UUID same = service.place(wanted, key, SOMEBODY);
        if (!same.equals(id)) {
            throw new Broken("one key led to two operations");
        }
    }

    private void cancel(Act act) {
        if (asked.isEmpty()) {
            return;
        }
        try {
            service.cancel(asked.get(act.which() % asked.size()), SOMEBODY);
        } catch (ApiProblem _) {
            // it is too late
        }
    }

    private void claim(int how) {
        Optional<Delivery.Parcel> parcel = service.claim(node);
        if (parcel.isEmpty()) {
            return;
        }
        switch (how % 6) {
            case 0 -> service.giveBack(parcel.get().operation());
            case 1 -> {
                // the answer is lost on its way
            }
            default -> agent.receive(OperationScene.read(parcel.get().command()));
        }
    }

    private void tell(int how) {
        if (agent.words().isEmpty()) {
            return;
        }
        Progress word = agent.words().getFirst();
        if (how % 6 == 0) {
            return;
        }
        hear(word);
        // or the answer is lost, and it will be told again
        if (how % 6 != 1) {
            agent.acknowledged(word);
        }
    }

    private void hear(Progress word) {
        try {
            service.hear(node, word);
        } catch (AgentRefusal _) {
            // it has ended already
        } catch (MalformedDocument e) {
            throw new IllegalStateException(e);
        }
    }

    private void collect() {
        Map<String, Integer> counts =
                agent.counts().entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        it -> it.getKey().toString(), Map.Entry::getValue));
        reports.add(new Sighting(node, new ReportOrder(1, ++sequence), counts));
    }

    private void deliver(Act act) {
        if (reports.isEmpty()) {
            return;
        }
        int which = act.which() % reports.size();
        Sighting report = act.how() % 5 == 0 ? reports.get(which) : reports.remove(which);
        if (service.report(report)) {
            laws.seen(report);
        }
    }

    private void pass(Duration time) {
        agent.pass(time);
        service.pass(node, time);
    }

    /// No operation is lost: once everything works again, each comes to an end.
    private void finish() {
        for (int round = 0; round < ROUNDS_TO_THE_END; round++) {
            if (agent.idle() && laws.allEnded(service.operations(node))) {
                return;
            }
            claim(2);
            agent.step(2);
            while (!agent.words().isEmpty()) {
                tell(2);
            }
            laws.hold(Act.Kind.TELL, service.operations(node));
            reports.clear();
            collect();
            deliver(new Act(Act.Kind.DELIVER, 0, 1));
            laws.hold(Act.Kind.DELIVER, service.operations(node));
            if (round % 4 == 3) {
                pass(TIMES[1]);
                service.sweep();
                laws.hold(Act.Kind.SWEEP, service.operations(node));
            }
        }
        throw new Broken("an operation never ended: " + service.operations(node));
    }

    /// What the database holds of an operation.
    record Row(
            UUID id,
            OperationKind kind,
            OperationState state,
            Optional<String> pf,
            Optional<Integer> numVfs,
            long generation) {}
}
