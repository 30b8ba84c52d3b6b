package io.vfleet.server.plans;

import io.swagger.v3.oas.annotations.media.Schema;
import io.vfleet.domain.operation.OperationKind;
import io.vfleet.domain.plan.GateOutlook;
import io.vfleet.domain.sizing.Answer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What a change would do, PF by PF.
@Schema(name = "Plan")
public record PlanView(
        @Schema(description = "Absent of a dry run, which is not kept") Optional<UUID> id,
        OperationKind kind,
        int numVfs,
        Optional<String> selector,
        @Schema(description = "How many nodes the selector finds, planned for or not")
                Optional<Integer> selectedNodes,
        @Schema(description = "How many nodes the plan is about") int nodes,
        @Schema(description = "How many VFs go") int destroyed,
        @Schema(description = "How many of these are known to be in use") int inUse,
        Instant createdAt,
        String createdBy,
        @Schema(description = "In the order in which a bulk would take them")
                List<Change> changes) {

    /// What happens to one PF.
    @Schema(name = "PlannedChange")
    public record Change(
            @Schema(description = "The node's id") UUID node,
            String hostname,
            @Schema(example = "0000:81:00.0") String pf,
            @Schema(description = "Absent where the last report could not tell")
                    Optional<Integer> before,
            int numVfs,
            @Schema(description = "Every VF that is there, unless nothing changes")
                    List<Destroyed> destroyed,
            @Schema(description = "Whether so many are possible") Answer possible,
            @Schema(description = "A reboot, with what is to be done before it, would do")
                    boolean needsReboot,
            List<PlanLimit> limits,
            @Schema(
                            description =
                                    "Afterwards; one is for messages, the others are queues. Absent: not known")
                    Optional<Integer> interruptsPerVf,
            Isolation isolation,
            @Schema(description = "The PF's share of those there; absent: not known")
                    Optional<Long> hugepagesMiB,
            @Schema(description = "Others on the host who set this count") List<Owner> owners,
            @Schema(description = "Why there may be more of them") Optional<String> ownersNotKnown,
            @Schema(description = "By how long others of this driver took; absent: none yet")
                    Optional<Duration> expectedDuration,
            List<String> steps,
            @Schema(description = "As far as the last report tells; the node asks all again")
                    List<Gate> gates,
            MadeOn madeOn) {}

    /// A VF that goes.
    @Schema(name = "DestroyedVf")
    public record Destroyed(
            String address,
            Optional<Integer> index,
            @Schema(description = "Absent where nobody could tell") Optional<Boolean> inUse,
            List<Holder> holders) {}

    /// Who holds a VF.
    @Schema(name = "PlanHolder")
    public record Holder(
            @Schema(example = "kubelet") String kind,
            @Schema(example = "llm-70b/train-3") String name,
            Optional<Integer> pid,
            Optional<String> podUid,
            Optional<String> container,
            Optional<String> resource,
            @Schema(description = "By what: a device file, or the VF's netdev")
                    Optional<String> through) {}

    /// One thing that bounds the count.
    @Schema(name = "PlanLimit")
    public record PlanLimit(
            @Schema(example = "total-vfs") String limit,
            Answer answer,
            @Schema(description = "So many are possible as far as this goes; absent: no bound")
                    Optional<Integer> sure,
            @Schema(description = "More are not; absent: nothing known bounds it")
                    Optional<Integer> most,
            @Schema(description = "With its numbers, or why it is not known") String says) {}

    /// Whether the VFs can be handed out separately afterwards.
    @Schema(name = "PlanIsolation")
    public record Isolation(
            @Schema(description = "Absent: not known before they are there")
                    Optional<Boolean> isolated,
            String why) {}

    /// Somebody else who sets the count.
    @Schema(name = "PlanOwner")
    public record Owner(
            @Schema(example = "netplan") String kind,
            String path,
            Optional<Integer> numVfs,
            @Schema(description = "False: it acts at boot only") boolean fights) {}

    /// How long operations of this driver took from their beginning to the report that agreed.
    @Schema(name = "PlanDuration")
    public record Duration(double medianSeconds, double p95Seconds, long operations) {}

    /// What a gate would say.
    @Schema(name = "PlanGate")
    public record Gate(
            @Schema(example = "G7") String id, GateOutlook.Verdict verdict, String detail) {}

    /// The facts a plan stands on; with one of them changed it is stale.
    @Schema(name = "PlanState")
    public record MadeOn(Instant collectedAt, Map<String, String> facts) {}
}
