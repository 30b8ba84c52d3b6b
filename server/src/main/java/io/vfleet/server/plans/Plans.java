package io.vfleet.server.plans;

import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.operation.OperationKind;
import io.vfleet.domain.plan.Moved;
import io.vfleet.domain.plan.PlannedOn;
import io.vfleet.server.nodes.NamedNodes;
import io.vfleet.server.nodes.Node;
import io.vfleet.server.platform.ApiProblem;
import io.vfleet.server.platform.ProblemType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Makes plans and says whether one still holds.
@Service
public class Plans {

    private static final Duration KEPT = Duration.ofDays(30);
    private static final int ALWAYS_ALLOWED = 10;
    private static final int SHARE = 20;

    private final PlanStore store;
    private final NamedNodes nodes;
    private final JsonMapper json;
    private final Clock clock;

    Plans(PlanStore store, NamedNodes nodes, JsonMapper json, Clock clock) {
        this.store = store;
        this.nodes = nodes;
        this.json = json;
        this.clock = clock;
    }

    @Transactional
    public PlanView make(NewPlan wanted, String by) {
        if (wanted.kind() != OperationKind.RESIZE_VFS) {
            throw ApiProblem.invalid(
                    "kind",
                    wanted.kind(),
                    "RESIZE_VFS: a plan is of counts; ask dryRun of an operation of another kind");
        }
        String selector = wanted.selector();
        PlanView plan = selector == null ? ofOne(wanted, by) : ofMany(wanted, selector, by);
        store.forget(plan.createdAt().minus(KEPT));
        store.add(plan.id().orElseThrow(), plan.createdAt(), by, json.writeValueAsString(plan));
        return plan;
    }

    public PlanView require(UUID id) {
        return store.document(id)
                .map(document -> json.readValue(document, PlanView.class))
                .orElseThrow(() -> ApiProblem.notFound("plan", id.toString()));
    }

    /// What one change would do; nothing is kept.
    public PlanView draft(Node node, LastReport report, PciAddress pf, int numVfs, String by) {
        PlanView.Change change = change(node, report, report.require(pf), numVfs, new HashMap<>());
        return plan(Optional.empty(), numVfs, Selection.NONE, List.of(change), by);
    }

    /// A problem unless the plan names this change and still holds.
    public void hold(UUID id, UUID node, PhysicalFunction pf, int numVfs, LastReport report) {
        PlanView.Change planned =
                store
                        .document(id)
                        .map(document -> json.readValue(document, PlanView.class))
                        .stream()
                        .flatMap(plan -> plan.changes().stream())
                        .filter(change -> change.node().equals(node))
                        .filter(change -> change.pf().equals(pf.address().toString()))
                        .filter(change -> change.numVfs() == numVfs)
                        .findFirst()
                        .orElseThrow(() -> otherPlan(id, pf, numVfs));
        List<Moved> moved =
                Moved.between(planned.madeOn().facts(), PlannedOn.facts(report.inventory(), pf));
        if (!moved.isEmpty()) {
            throw stale(planned, moved);
        }
    }

    private static ApiProblem otherPlan(UUID id, PhysicalFunction pf, int numVfs) {
        return LastReport.impossible(
                "planId",
                id,
                "No plan of this id gives %s on this node %d VFs".formatted(pf.address(), numVfs));
    }

    private static ApiProblem stale(PlanView.Change planned, List<Moved> moved) {
        String facts = String.join(", ", moved.stream().map(Moved::fact).toList());
        return new ApiProblem(
                        ProblemType.STALE_PLAN,
                        "%s on %s is not as it was planned on: %s; make a new plan"
                                .formatted(planned.pf(), planned.hostname(), facts))
                .with("field", "planId")
                .with("node", planned.node())
                .with("pf", planned.pf())
                .with("differences", moved);
    }

    private PlanView ofOne(NewPlan wanted, String by) {
        String name = given("node", wanted.node());
        String address = given("pf", wanted.pf());
        if (wanted.maxNodes() != null) {
            throw ApiProblem.invalid("maxNodes", wanted.maxNodes(), "absent without a selector");
        }
        PciAddress pf =
                PciAddress.find(address)
                        .orElseThrow(() ->
                                ApiProblem.invalid(
                                        "pf", address, "a PCI address like 0000:81:00.0"));
        Node node = nodes.require(name);
        LastReport report = report(node);
        PlanView.Change change =
                change(node, report, report.require(pf), wanted.numVfs(), new HashMap<>());
        return plan(
                Optional.of(UUID.randomUUID()),
                wanted.numVfs(),
                Selection.NONE,
                List.of(change),
                by);
    }

    private static String given(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw ApiProblem.invalid(field, "", "given, or a selector instead of node and pf");
        }
        return value;
    }

    /// What a selector found.
    private record Selection(Optional<String> selector, Optional<Integer> nodes) {

        static final Selection NONE = new Selection(Optional.empty(), Optional.empty());
    }

    private PlanView ofMany(NewPlan wanted, String selector, String by) {
        if (wanted.node() != null || wanted.pf() != null) {
            throw ApiProblem.invalid("selector", selector, "absent beside node and pf");
        }
        List<PlanStore.Found> found = store.selected(selector);
        List<UUID> all = found.stream().map(PlanStore.Found::node).distinct().toList();
        if (all.isEmpty()) {
            throw LastReport.impossible("selector", selector, "The selector finds no PF");
        }
        int chosen =
                Math.min(all.size(), Objects.requireNonNullElse(wanted.maxNodes(), all.size()));
        checkBrake(chosen, all.size());
        List<UUID> taken = all.subList(0, chosen);
        Map<String, Optional<PlanView.Duration>> durations = new HashMap<>();
        List<PlanView.Change> changes =
                taken.stream()
                        .flatMap(node -> changes(node, found, wanted.numVfs(), durations))
                        .toList();
        return plan(
                Optional.of(UUID.randomUUID()),
                wanted.numVfs(),
                new Selection(Optional.of(selector), Optional.of(all.size())),
                changes,
                by);
    }

    private static void checkBrake(int chosen, int found) {
        int most = Math.max(ALWAYS_ALLOWED, found / SHARE);
        if (chosen > most) {
            throw new ApiProblem(
                            ProblemType.OVER_THE_LIMIT,
                            "The selector finds %d nodes; one bulk is of %d at most: narrow it, or set maxNodes"
                                    .formatted(found, most))
                    .with("field", "maxNodes")
                    .with("value", chosen)
                    .with("limit", most);
        }
    }

    private Stream<PlanView.Change> changes(
            UUID id,
            List<PlanStore.Found> found,
            int numVfs,
            Map<String, Optional<PlanView.Duration>> durations) {
        Node node = nodes.require(id.toString());
        LastReport report = report(node);
        return found.stream()
                .filter(one -> one.node().equals(id))
                .map(one -> report.require(PciAddress.parse(one.pf())))
                .map(pf -> change(node, report, pf, numVfs, durations));
    }

    private PlanView.Change change(
            Node node,
            LastReport report,
            PhysicalFunction pf,
            int numVfs,
            Map<String, Optional<PlanView.Duration>> durations) {
        Optional<PlanView.Duration> duration =
                pf.driver().flatMap(driver -> durations.computeIfAbsent(driver, store::duration));
        return Drafts.of(node, report, pf, numVfs, duration);
    }

    private LastReport report(Node node) {
        return store.report(node.id())
                .map(LastReport::of)
                .orElseThrow(() -> LastReport.neverReported(node.hostname()));
    }

    private PlanView plan(
            Optional<UUID> id,
            int numVfs,
            Selection selection,
            List<PlanView.Change> changes,
            String by) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<PlanView.Destroyed> destroyed =
                changes.stream().flatMap(change -> change.destroyed().stream()).toList();
        return new PlanView(
                id,
                OperationKind.RESIZE_VFS,
                numVfs,
                selection.selector(),
                selection.nodes(),
                (int) changes.stream().map(PlanView.Change::node).distinct().count(),
                destroyed.size(),
                (int) destroyed.stream().filter(vf -> vf.inUse().orElse(false)).count(),
                now,
                by,
                changes);
    }
}
