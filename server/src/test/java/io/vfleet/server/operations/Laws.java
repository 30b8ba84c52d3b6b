package io.vfleet.server.operations;

import static io.vfleet.domain.operation.OperationState.CANCELED;
import static io.vfleet.domain.operation.OperationState.CONFLICT;
import static io.vfleet.domain.operation.OperationState.EXPIRED;
import static io.vfleet.domain.operation.OperationState.FAILED;
import static io.vfleet.domain.operation.OperationState.LEASED;
import static io.vfleet.domain.operation.OperationState.PARTIAL;
import static io.vfleet.domain.operation.OperationState.QUEUED;
import static io.vfleet.domain.operation.OperationState.REFUSED;
import static io.vfleet.domain.operation.OperationState.ROLLED_BACK;
import static io.vfleet.domain.operation.OperationState.RUNNING;
import static io.vfleet.domain.operation.OperationState.SUCCEEDED;
import static io.vfleet.domain.operation.OperationState.UNKNOWN;
import static io.vfleet.domain.operation.OperationState.VERIFYING;

import io.vfleet.domain.operation.OperationKind;
import io.vfleet.domain.operation.OperationState;
import io.vfleet.server.operations.LifeCycle.Broken;
import io.vfleet.server.operations.LifeCycle.Row;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// What holds in every history, whoever is late, dead or repeats himself.
final class Laws {

    /// what only an agent says, whenever its word comes in time
    private static final Set<OperationState> WORDS =
            EnumSet.of(
                    RUNNING,
                    VERIFYING,
                    FAILED,
                    ROLLED_BACK,
                    PARTIAL,
                    CONFLICT,
                    REFUSED,
                    EXPIRED,
                    UNKNOWN);

    private static final Map<OperationState, Set<OperationState>> MOVES =
            Map.of(
                    QUEUED, with(WORDS, LEASED, CANCELED),
                    LEASED, with(WORDS, QUEUED),
                    RUNNING, WORDS,
                    VERIFYING, EnumSet.of(SUCCEEDED, ROLLED_BACK, PARTIAL, UNKNOWN),
                    UNKNOWN, with(WORDS, SUCCEEDED));

    private static final Set<OperationState> UNTOUCHED = EnumSet.of(CANCELED, REFUSED, CONFLICT);

    private final ModelAgent agent;
    private final Map<UUID, OperationState> before = new HashMap<>();
    private Optional<Sighting> newest = Optional.empty();

    Laws(ModelAgent agent) {
        this.agent = agent;
    }

    private static Set<OperationState> with(Set<OperationState> some, OperationState... more) {
        var all = EnumSet.copyOf(some);
        all.addAll(List.of(more));
        return all;
    }

    /// A report that the server took for newer than those before.
    void seen(Sighting report) {
        newest = Optional.of(report);
    }

    boolean allEnded(List<Row> rows) {
        return rows.stream().allMatch(row -> row.state().terminal());
    }

    void hold(Act.Kind act, List<Row> rows) {
        rows.forEach(row -> hold(act, row));
        oneActive(rows);
        long executing =
                rows.stream().filter(row -> Delivery.EXECUTING.contains(row.state())).count();
        check(executing <= 1, "%d executing operations of a node", executing);
        generationsGrow(rows);
        rows.forEach(row -> before.put(row.id(), row.state()));
    }

    private void hold(Act.Kind act, Row row) {
        int effects = agent.effects().getOrDefault(row.id(), 0);
        check(effects <= 1, "%d effects of %s", effects, row.id());
        check(
                effects == 0 || !UNTOUCHED.contains(row.state()),
                "%s is %s and was done",
                row.id(),
                row.state());
        OperationState old = before.getOrDefault(row.id(), QUEUED);
        if (old == row.state()) {
            return;
        }
        check(
                MOVES.getOrDefault(old, Set.of()).contains(row.state()),
                "%s moved from %s to %s",
                row.id(),
                old,
                row.state());
        if (row.state() == SUCCEEDED) {
            succeeded(act, row);
        }
    }

    /// Never by an agent's word alone.
    private void succeeded(Act.Kind act, Row row) {
        check(act == Act.Kind.DELIVER, "%s succeeded by %s", row.id(), act);
        if (row.kind() == OperationKind.RECHECK) {
            return;
        }
        Optional<Integer> shown = newest.map(report -> report.counts().get(row.pf().orElseThrow()));
        check(
                shown.equals(row.numVfs()),
                "%s succeeded with %s, and the newest report shows %s",
                row.id(),
                row.numVfs(),
                shown);
    }

    private static void oneActive(List<Row> rows) {
        rows.stream()
                .filter(row -> !row.state().terminal())
                .flatMap(row -> row.pf().stream())
                .collect(Collectors.groupingBy(pf -> pf, Collectors.counting()))
                .forEach((pf, count) -> check(count <= 1, "%d active operations of %s", count, pf));
    }

    /// In the order in which they were asked.
    private static void generationsGrow(List<Row> rows) {
        Map<String, Long> last = new HashMap<>();
        for (Row row : rows) {
            if (row.pf().isPresent()) {
                long older = last.getOrDefault(row.pf().get(), 0L);
                check(row.generation() > older, "generation %d after %d", row.generation(), older);
                last.put(row.pf().get(), row.generation());
            }
        }
    }

    private static void check(boolean holds, String what, Object... values) {
        if (!holds) {
            throw new Broken(what.formatted(values));
        }
    }
}
