package io.vfleet.server.operations;

import io.swagger.v3.oas.annotations.media.Schema;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.operation.GateResult;
import io.vfleet.domain.operation.OperationState;
import io.vfleet.domain.operation.Progress;
import io.vfleet.server.plans.InTheWay;
import io.vfleet.server.plans.LastReport;
import io.vfleet.server.plans.PlanView;
import io.vfleet.server.platform.ProblemType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// Why a node refused an operation, in the words of the API's problems.
///
/// @param holders VFs in use by the newest report, and by whom
@Schema(name = "OperationProblem")
record Blame(
        @Schema(
                        example = "/problems/vfs-in-use",
                        description =
                                "`/problems/vfs-in-use`, `owned-by-another`, `over-the-limit`,"
                                        + " `gate-refused`, `conflict`")
                String type,
        String title,
        String detail,
        @Schema(description = "The gates that said no, or could not know") List<String> gates,
        @Schema(description = "VFs in use, and by whom; by the newest report")
                List<PlanView.Destroyed> holders,
        @Schema(description = "Others on the host who set the count; by the newest report")
                List<PlanView.Owner> owners,
        @Schema(description = "What the card offers") Optional<Integer> limit) {

    private static final Map<String, ProblemType> BY_GATE =
            Map.of(
                    "G7", ProblemType.VFS_IN_USE,
                    "G8", ProblemType.OWNED_BY_ANOTHER,
                    "G12", ProblemType.OVER_THE_LIMIT);

    /// Empty for what was not refused.
    static Optional<ProblemType> type(Progress progress) {
        if (progress.state() == OperationState.CONFLICT) {
            return Optional.of(ProblemType.CONFLICT);
        }
        if (progress.state() != OperationState.REFUSED) {
            return Optional.empty();
        }
        return Optional.of(
                refusing(progress)
                        .filter(gate -> gate.verdict() == GateResult.Verdict.REFUSED)
                        .flatMap(gate -> Stream.ofNullable(BY_GATE.get(gate.gate())))
                        .findFirst()
                        .orElse(ProblemType.GATE_REFUSED));
    }

    static Blame of(
            ProblemType type,
            Progress progress,
            Optional<PciAddress> address,
            Optional<LastReport> report) {
        Optional<PhysicalFunction> pf = address.flatMap(at -> report.flatMap(it -> it.find(at)));
        Optional<InTheWay> found =
                pf.flatMap(one -> report.map(it -> InTheWay.of(it.inventory(), one)));
        return new Blame(
                type.uri().toString(),
                type.title(),
                progress.explanation().orElse(type.title()),
                refusing(progress).map(GateResult::gate).toList(),
                type == ProblemType.VFS_IN_USE
                        ? found.map(InTheWay::holders).orElse(List.of())
                        : List.of(),
                type == ProblemType.OWNED_BY_ANOTHER
                        ? found.map(InTheWay::owners).orElse(List.of())
                        : List.of(),
                type == ProblemType.OVER_THE_LIMIT ? limit(pf) : Optional.empty());
    }

    private static Stream<GateResult> refusing(Progress progress) {
        return progress.gates().stream()
                .filter(gate ->
                        gate.verdict() == GateResult.Verdict.REFUSED
                                || gate.verdict() == GateResult.Verdict.UNKNOWN);
    }

    private static Optional<Integer> limit(Optional<PhysicalFunction> pf) {
        return pf.flatMap(PhysicalFunction::sriov)
                .map(PhysicalFunction.Sriov::totalVfs)
                .filter(OptionalInt::isPresent)
                .map(OptionalInt::getAsInt);
    }
}
