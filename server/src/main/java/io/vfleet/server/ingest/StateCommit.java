package io.vfleet.server.ingest;

import io.vfleet.server.findings.Findings;
import io.vfleet.server.history.History;
import io.vfleet.server.ingest.FunctionStore.Owned;
import io.vfleet.server.ingest.NodeChange.Outcome;
import io.vfleet.server.judging.Judging;
import io.vfleet.server.operations.ReportOrder;
import io.vfleet.server.operations.Settlement;
import io.vfleet.server.operations.Sighting;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// One transaction with the new states of many nodes.
@Component
class StateCommit {

    private final Clock clock;
    private final StateStore states;
    private final ChangeStore changes;
    private final FunctionStore functions;
    private final AddressStore addresses;
    private final Findings findings;
    private final History history;
    private final Settlement settlement;
    private final Judging judging;
    private final IngestSettings settings;

    StateCommit(
            StateStore states,
            ChangeStore changes,
            FunctionStore functions,
            AddressStore addresses,
            Findings findings,
            History history,
            Settlement settlement,
            Judging judging,
            IngestSettings settings,
            Clock clock) {
        this.clock = clock;
        this.states = states;
        this.changes = changes;
        this.functions = functions;
        this.addresses = addresses;
        this.findings = findings;
        this.history = history;
        this.settlement = settlement;
        this.judging = judging;
        this.settings = settings;
    }

    @Transactional
    public List<Outcome> write(List<NodeChange> batch) {
        judging.hold();
        Map<UUID, Basis> now =
                states.lock(batch.stream().map(change -> change.basis().node()).toList()).stream()
                        .collect(Collectors.toMap(Basis::node, Function.identity()));
        Set<UUID> seen = new HashSet<>();
        List<Outcome> outcomes =
                batch.stream()
                        .map(change -> outcome(change, now.get(change.basis().node()), seen))
                        .toList();
        writeAll(
                Stream.iterate(0, i -> i < batch.size(), i -> i + 1)
                        .filter(i -> outcomes.get(i) == Outcome.WRITTEN)
                        .map(batch::get)
                        .toList());
        return outcomes;
    }

    /// Two changes of one node in a batch stand on the same basis; the second has to wait.
    private static Outcome outcome(NodeChange change, @Nullable Basis now, Set<UUID> seen) {
        boolean same =
                now != null
                        && now.revision() == change.basis().revision()
                        && now.wishes() == change.basis().wishes()
                        && now.lastReport().equals(change.basis().lastReport());
        return same && seen.add(change.basis().node()) ? Outcome.WRITTEN : Outcome.STALE;
    }

    private void writeAll(List<NodeChange> fresh) {
        changes.presence(
                fresh.stream().filter(change -> change.order().isPresent()).toList(),
                Math.toIntExact(settings.beat().toSeconds()));
        List<NodeState> moved =
                fresh.stream().map(NodeChange::state).flatMap(Optional::stream).toList();
        if (!moved.isEmpty()) {
            writeStates(moved);
        }
        history.append(fresh.stream().flatMap(change -> change.events().stream()).toList());
        settlement.settle(fresh.stream().flatMap(StateCommit::sighting).toList());
    }

    private static Stream<Sighting> sighting(NodeChange change) {
        return change.order().stream()
                .flatMap(order ->
                        change.state().stream()
                                .map(state ->
                                        new Sighting(
                                                change.basis().node(),
                                                new ReportOrder(order.epoch(), order.sequence()),
                                                state.vfCounts())));
    }

    private void writeStates(List<NodeState> moved) {
        changes.facts(moved.stream().map(NodeState::facts).toList());
        changes.documents(moved.stream().map(NodeState::document).toList());
        changes.traits(moved.stream().map(NodeState::traits).toList());
        functions.deletePfs(owned(moved, state -> state.pfs().deleted()));
        functions.deleteVfs(owned(moved, state -> state.vfs().deleted()));
        functions.writePfs(owned(moved, state -> state.pfs().written()));
        functions.writeVfs(owned(moved, state -> state.vfs().written()));
        findings.write(
                moved.stream().map(state -> state.facts().node()).toList(),
                moved.stream().map(NodeState::findings).toList(),
                clock.instant());
        addresses.write(moved.stream().flatMap(state -> state.addresses().stream()).toList());
    }

    private static <R> List<Owned<R>> owned(
            List<NodeState> moved, Function<NodeState, List<R>> rows) {
        return moved.stream()
                .flatMap(state ->
                        rows.apply(state).stream()
                                .map(row -> new Owned<>(state.facts().node(), row)))
                .toList();
    }
}
