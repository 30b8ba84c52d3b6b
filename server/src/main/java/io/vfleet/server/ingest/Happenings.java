package io.vfleet.server.ingest;

import io.vfleet.server.history.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What history has to remember of an observation; not every tick.
final class Happenings {

    private static final String SEEN_ONLY = "{\"seenOnly\":true}";

    private Happenings() {}

    static List<Event> of(Basis basis, Observation seen, NodeState state) {
        List<Event> events = new ArrayList<>(told(basis, seen));
        Told.flapping(basis.node(), seen).forEach(events::add);
        boot(basis, seen).ifPresent(events::add);
        for (RowChange.Pair<PfRow> pf : state.pfs().changed()) {
            counted(basis, seen, pf).ifPresent(events::add);
            driver(basis, seen, pf).ifPresent(events::add);
        }
        for (RowChange.Pair<VfRow> vf : state.vfs().changed()) {
            driver(basis, seen, vf).ifPresent(events::add);
        }
        events.addAll(state.findings().events());
        return events;
    }

    /// Changes of VF counts that the agent saw happen.
    static List<Event> told(Basis basis, Observation seen) {
        return Told.changes(basis.node(), seen);
    }

    private static Optional<Event> boot(Basis basis, Observation seen) {
        var host = seen.inventory().host();
        return host.bootId()
                .filter(now -> basis.bootId().filter(was -> !was.equals(now)).isPresent())
                .map(now ->
                        new Event(
                                basis.node(),
                                host.bootedAt()
                                        .filter(at -> at.isBefore(seen.at()))
                                        .orElse(seen.at()),
                                Event.Kind.BOOT,
                                "node",
                                basis.bootId(),
                                Optional.of(now),
                                Event.NO_DETAIL));
    }

    /// A count that differs though no change was told that explains it.
    private static Optional<Event> counted(
            Basis basis, Observation seen, RowChange.Pair<PfRow> pf) {
        Integer before = pf.before().numVfs();
        Integer after = pf.after().numVfs();
        if (before == null || after == null || before.equals(after) || told(seen, pf.after())) {
            return Optional.empty();
        }
        return Optional.of(
                new Event(
                        basis.node(),
                        seen.at(),
                        Event.Kind.NUM_VFS,
                        pf.after().subject(),
                        Optional.of(before.toString()),
                        Optional.of(after.toString()),
                        SEEN_ONLY));
    }

    private static boolean told(Observation seen, PfRow now) {
        return seen.changes().stream()
                .anyMatch(change ->
                        change.pf().toString().equals(now.address())
                                && Objects.equals(change.to(), now.numVfs()));
    }

    private static Optional<Event> driver(
            Basis basis, Observation seen, RowChange.Pair<? extends FunctionRow> function) {
        String before = function.before().driver();
        String after = function.after().driver();
        if (Objects.equals(before, after)) {
            return Optional.empty();
        }
        return Optional.of(
                new Event(
                        basis.node(),
                        seen.at(),
                        Event.Kind.DRIVER,
                        function.after().subject(),
                        Optional.ofNullable(before),
                        Optional.ofNullable(after),
                        Event.NO_DETAIL));
    }
}
