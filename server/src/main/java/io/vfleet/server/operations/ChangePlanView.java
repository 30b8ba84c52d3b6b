package io.vfleet.server.operations;

import io.swagger.v3.oas.annotations.media.Schema;
import io.vfleet.domain.operation.Change;
import io.vfleet.domain.operation.OperationKind;
import io.vfleet.domain.plan.ChangePlan;
import io.vfleet.server.nodes.Node;
import io.vfleet.server.plans.InTheWay;
import io.vfleet.server.plans.LastReport;
import io.vfleet.server.plans.PlanView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What a change of another kind than a resize would do, by the node's last report.
@Schema(name = "ChangePlan")
record ChangePlanView(
        OperationKind kind,
        @Schema(description = "The node's id") UUID node,
        String hostname,
        @Schema(example = "0000:81:00.0") Optional<String> pf,
        Optional<ChangeFields> change,
        @Schema(description = "Whether the report shows that it is so already; absent: not told")
                Optional<Boolean> already,
        @Schema(description = "What it touches that is in use, and by whom")
                List<PlanView.Destroyed> inUse,
        @Schema(description = "As far as the last report tells; the node asks all again")
                List<PlanView.Gate> gates,
        List<String> steps,
        Instant collectedAt) {

    static ChangePlanView of(Node node, LastReport report, NewOperation wanted, Change change) {
        ChangePlan plan = ChangePlan.of(report.inventory(), change);
        return new ChangePlanView(
                change.kind(),
                node.id(),
                node.hostname(),
                change.about().map(Object::toString),
                Optional.ofNullable(wanted.change()),
                plan.already(),
                InTheWay.holders(plan.touched()),
                plan.gates().stream()
                        .map(gate -> new PlanView.Gate(gate.gate(), gate.verdict(), gate.detail()))
                        .toList(),
                plan.steps(),
                report.inventory().collectedAt());
    }
}
