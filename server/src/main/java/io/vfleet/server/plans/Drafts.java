package io.vfleet.server.plans;

import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.VfHolder;
import io.vfleet.domain.inventory.VirtualFunction;
import io.vfleet.domain.plan.ResizePlan;
import io.vfleet.domain.plan.Rival;
import io.vfleet.domain.sizing.Answer;
import io.vfleet.domain.sizing.Limit;
import io.vfleet.server.nodes.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Shows the domain's plan of one PF.
final class Drafts {

    private Drafts() {}

    static PlanView.Change of(
            Node node,
            LastReport report,
            PhysicalFunction pf,
            int numVfs,
            Optional<PlanView.Duration> duration) {
        ResizePlan plan = ResizePlan.of(report.inventory(), pf, numVfs);
        return new PlanView.Change(
                node.id(),
                node.hostname(),
                pf.address().toString(),
                boxed(plan.before()),
                numVfs,
                plan.destroyed().stream().map(Drafts::destroyed).toList(),
                plan.room().answer(),
                plan.room().needsReboot(),
                limits(plan),
                boxed(plan.interruptsPerVf()),
                new PlanView.Isolation(plan.isolation().isolated(), plan.isolation().why()),
                plan.hugepagesMiB().stream().boxed().findFirst(),
                plan.rivals().stream().map(Drafts::owner).toList(),
                plan.rivalsNotKnown(),
                duration,
                plan.steps(),
                plan.gates().stream()
                        .map(gate -> new PlanView.Gate(gate.gate(), gate.verdict(), gate.detail()))
                        .toList(),
                new PlanView.MadeOn(report.inventory().collectedAt(), plan.madeOn()));
    }

    static PlanView.Destroyed destroyed(VirtualFunction vf) {
        return new PlanView.Destroyed(
                vf.address().toString(),
                boxed(vf.index()),
                vf.use().inUse(),
                vf.use().holders().stream().map(Drafts::holder).toList());
    }

    private static PlanView.Holder holder(VfHolder holder) {
        return new PlanView.Holder(
                holder.kind(),
                holder.name(),
                boxed(holder.pid()),
                holder.podUid(),
                holder.container(),
                holder.resource(),
                holder.through());
    }

    static PlanView.Owner owner(Rival rival) {
        return new PlanView.Owner(
                rival.kind(), rival.path(), boxed(rival.numVfs()), rival.fights());
    }

    private static List<PlanView.PlanLimit> limits(ResizePlan plan) {
        List<PlanView.PlanLimit> limits = new ArrayList<>();
        plan.limits().stream().map(limit -> limit(limit, plan.numVfs())).forEach(limits::add);
        boolean asked =
                plan.limits().stream().anyMatch(limit -> limit.kind() == Limit.Kind.FIRMWARE);
        if (!asked) {
            limits.add(
                    new PlanView.PlanLimit(
                            Limit.Kind.FIRMWARE.id(),
                            Answer.UNKNOWN,
                            Optional.empty(),
                            Optional.empty(),
                            "not known: the vendor's tool was not asked"));
        }
        return limits;
    }

    private static PlanView.PlanLimit limit(Limit limit, int numVfs) {
        return new PlanView.PlanLimit(
                limit.kind().id(),
                limit.answer(numVfs),
                bound(limit.sure()),
                bound(limit.most()),
                limit.says());
    }

    private static Optional<Integer> bound(int count) {
        return Optional.of(count).filter(some -> some < Limit.ANY);
    }

    private static Optional<Integer> boxed(OptionalInt count) {
        return count.stream().boxed().findFirst();
    }
}
