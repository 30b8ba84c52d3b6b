package io.vfleet.server.operations;

import io.swagger.v3.oas.annotations.media.Schema;
import io.vfleet.domain.operation.GateResult;
import io.vfleet.domain.operation.OperationKind;
import io.vfleet.domain.operation.OperationState;
import io.vfleet.server.lists.Cells;
import io.vfleet.server.lists.Field;
import io.vfleet.server.lists.ListTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// One change on one node, and how far it is.
@Schema(name = "Operation")
record OperationView(
        UUID id,
        OperationKind kind,
        OperationState state,
        @Schema(description = "The node's id") UUID node,
        String hostname,
        @Schema(example = "0000:81:00.0") Optional<String> pf,
        Optional<Integer> numVfs,
        Optional<Integer> expectedNumVfs,
        @Schema(description = "What the other kinds change") Optional<ChangeFields> change,
        @Schema(
                        description =
                                "The count before; until the agent has read it, that of the last report")
                Optional<Integer> before,
        @Schema(description = "The count read back at the end") Optional<Integer> after,
        @Schema(description = "The kernel's refusal") Optional<Failure> error,
        @Schema(description = "Why it was refused, with who stands in the way")
                Optional<Blame> problem,
        List<Gate> gates,
        List<Step> steps,
        @Schema(description = "One sentence for people") Optional<String> explanation,
        List<NewOperation.Override> override,
        @Schema(description = "The plan it carries out") Optional<UUID> plan,
        @Schema(description = "The bulk it is a part of") Optional<UUID> bulk,
        String reason,
        String requestedBy,
        @Schema(description = "The address the request came from") String requestedFrom,
        Instant createdAt,
        Instant deadline,
        Instant changedAt,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        @Schema(description = "Grows with every change asked of this PF") long generation,
        @Schema(description = "Grows with every change of this operation") int version) {

    /// A write that the kernel refused.
    @Schema(name = "WriteError")
    record Failure(String errno, String path, String value, List<String> kernelLines) {}

    /// What one gate said right before the write.
    @Schema(name = "GateResult")
    record Gate(@Schema(example = "G7") String id, GateResult.Verdict verdict, String detail) {}

    /// A step and how long it took.
    @Schema(name = "OperationStep")
    record Step(
            String name,
            Instant startedAt,
            long tookMs,
            @Schema(description = "The beginning of what a hook of the node said")
                    Optional<String> output) {}

    private static final List<String> KINDS =
            Stream.of(OperationKind.values()).map(Enum::name).toList();
    private static final List<String> STATES =
            Stream.of(OperationState.values()).map(Enum::name).toList();

    static final ListTable<OperationView> TABLE =
            new ListTable<>(
                    "operations",
                    "x.*, n.hostname, (select reason from breaker where open) as breaker",
                    "operation x join node n on n.id = x.node_id",
                    List.of(
                            Field.uuid("id", "x.id"),
                            Field.word("kind", "x.kind", KINDS),
                            Field.word("state", "x.state", STATES).inOrder(),
                            Field.uuid("node", "x.node_id"),
                            Field.text("hostname", "n.hostname"),
                            Field.lowerCase("pf", "x.pf_address"),
                            Field.integer("numVfs", "x.num_vfs"),
                            Field.uuid("plan", "x.plan_id"),
                            Field.uuid("bulk", "x.bulk_id"),
                            Field.text("problem", "x.problem ->> 'type'"),
                            Field.text("errno", "x.error ->> 'errno'"),
                            Field.text("reason", "x.reason"),
                            Field.text("requestedBy", "x.requested_by"),
                            Field.instant("createdAt", "x.created_at").inOrder(),
                            Field.instant("changedAt", "x.changed_at"),
                            Field.instant("endedAt", "x.ended_at")),
                    Optional.empty(),
                    List.of(Field.uuid("id", "x.id")),
                    "createdAt desc",
                    OperationView::of);

    private static Optional<String> explanation(Cells cells) throws SQLException {
        Optional<String> breaker = cells.textIfAny("breaker");
        if (breaker.isPresent() && cells.text("state").equals(OperationState.QUEUED.name())) {
            return Optional.of("Waits, the breaker is open: " + breaker.get());
        }
        return cells.textIfAny("explanation");
    }

    private static OperationView of(ResultSet row, int number) throws SQLException {
        var cells = new Cells(row);
        return new OperationView(
                cells.uuid("id"),
                OperationKind.valueOf(cells.text("kind")),
                OperationState.valueOf(cells.text("state")),
                cells.uuid("node_id"),
                cells.text("hostname"),
                cells.textIfAny("pf_address"),
                cells.integerIfAny("num_vfs"),
                cells.integerIfAny("expected_num_vfs"),
                cells.textIfAny("change").map(Documents::change),
                cells.integerIfAny("before_vfs"),
                cells.integerIfAny("after_vfs"),
                cells.textIfAny("error").map(Documents::error),
                cells.textIfAny("problem").map(Documents::blame),
                Documents.gates(cells.text("gates")),
                Documents.steps(cells.text("steps")),
                explanation(cells),
                Documents.overrides(cells.text("overrides")),
                cells.uuidIfAny("plan_id"),
                cells.uuidIfAny("bulk_id"),
                cells.text("reason"),
                cells.text("requested_by"),
                cells.text("requested_from"),
                cells.instant("created_at"),
                cells.instant("deadline"),
                cells.instant("changed_at"),
                cells.instantIfAny("started_at"),
                cells.instantIfAny("ended_at"),
                row.getLong("generation"),
                cells.integer("version"));
    }
}
