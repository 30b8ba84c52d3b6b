package io.vfleet.domain.plan;

import io.vfleet.domain.chain.Expectations;
import io.vfleet.domain.chain.IsolationOutlook;
import io.vfleet.domain.chain.VfCountOwnerFiles;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.VirtualFunction;
import io.vfleet.domain.sizing.Limit;
import io.vfleet.domain.sizing.Sizing;
import io.vfleet.domain.sizing.VfRoom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What giving one PF so many VFs would do, by the host's last report.
///
/// @param before how many VFs it has; empty where that could not be read
/// @param destroyed the VFs that go, and who holds them: a change destroys all there are
/// @param room whether so many are possible, and what says no or cannot say
/// @param limits all that bounds the count
/// @param interruptsPerVf of each VF afterwards; empty where not known
/// @param hugepagesMiB the PF's share of the hugepages there; empty where not known
/// @param rivals others on the host who set the count
/// @param rivalsNotKnown why there may be more of them
/// @param steps what the node would do, in order
/// @param madeOn the facts the plan stands on
public record ResizePlan(
        OptionalInt before,
        int numVfs,
        List<VirtualFunction> destroyed,
        VfRoom.Judgment room,
        List<Limit> limits,
        OptionalInt interruptsPerVf,
        IsolationOutlook isolation,
        OptionalLong hugepagesMiB,
        List<Rival> rivals,
        Optional<String> rivalsNotKnown,
        List<GateOutlook> gates,
        List<String> steps,
        SortedMap<String, String> madeOn) {

    public ResizePlan {
        destroyed = List.copyOf(destroyed);
        limits = List.copyOf(limits);
        rivals = List.copyOf(rivals);
        gates = List.copyOf(gates);
        steps = List.copyOf(steps);
        madeOn = Collections.unmodifiableSortedMap(new TreeMap<>(Map.copyOf(madeOn)));
    }

    /// @param pf a network function
    public static ResizePlan of(NodeInventory host, PhysicalFunction pf, int numVfs) {
        VfRoom room =
                Sizing.of(host, pf, Expectations.NONE)
                        .orElseThrow(() -> new IllegalArgumentException("no network function"));
        VfRoom.Judgment judgment = room.judge(numVfs, 0);
        boolean same = count(pf).stream().anyMatch(count -> count == numVfs);
        return new ResizePlan(
                count(pf),
                numVfs,
                same ? List.of() : pf.virtualFunctions(),
                judgment,
                room.limits(),
                Sizing.interruptsPerVf(host, pf, numVfs),
                IsolationOutlook.of(host, pf),
                room.hugepagesMiB(),
                Rival.of(host, pf),
                VfCountOwnerFiles.unread(host).map(gap -> gap.path() + ": " + gap.reason()),
                new GateOutlooks(host, pf).of(numVfs, judgment),
                same
                        ? List.of("ask all gates again on the node", "write nothing")
                        : steps(pf, numVfs),
                PlannedOn.facts(host, pf));
    }

    static OptionalInt count(PhysicalFunction pf) {
        return pf.sriov().map(PhysicalFunction.Sriov::numVfs).orElse(OptionalInt.empty());
    }

    private static List<String> steps(PhysicalFunction pf, int numVfs) {
        String file = pf.path("sriov_numvfs");
        boolean any = count(pf).orElse(1) > 0;
        List<String> steps = new ArrayList<>();
        steps.add("ask all gates again on the node");
        if (any) {
            steps.add("read what every VF is set to, to put it back afterwards");
        }
        steps.add("write the beginning to the node's journal and wait until it is on disk");
        steps.add("arm the way back outside the agent");
        if (any) {
            steps.add("write 0 to " + file);
            steps.add("wait until the VFs are gone");
        }
        if (numVfs > 0) {
            steps.add("write %d to %s".formatted(numVfs, file));
        }
        steps.add("read back the count, the VFs, their drivers and IOMMU groups");
        if (any && numVfs > 0) {
            steps.add("give the VFs that were there before their settings back, by index");
        }
        Stream.of(
                        "watch the port for whoever sets another count",
                        "disarm the way back",
                        "report; the operation succeeds when the report agrees")
                .forEach(steps::add);
        return steps;
    }
}
