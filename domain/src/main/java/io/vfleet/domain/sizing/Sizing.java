package io.vfleet.domain.sizing;

import io.vfleet.domain.chain.Expectations;
import io.vfleet.domain.inventory.HugepagePool;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PhysicalFunction;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Asks how many VFs a PF could have. Pure: the same inventory always gives the same answer.
public final class Sizing {

    private static final String HUGEPAGES = "/sys/kernel/mm/hugepages";

    private Sizing() {}

    /// Empty for a PF that is no network function.
    public static Optional<VfRoom> of(
            NodeInventory host, PhysicalFunction pf, Expectations expectations) {
        if (!pf.network()) {
            return Optional.empty();
        }
        Facts facts = new Facts(host, pf);
        List<Limit> limits =
                Stream.of(
                                Stream.of(CardLimits.total(facts)),
                                CardLimits.firmware(facts).stream(),
                                Stream.of(
                                        AddressLimits.memory(facts),
                                        AddressLimits.buses(facts),
                                        DriverLimits.driver(facts),
                                        DriverLimits.interrupts(facts)))
                        .flatMap(limit -> limit)
                        .toList();
        VfRoom room = new VfRoom(limits, hugepages(host, pf), Optional.empty());
        return Optional.of(
                new VfRoom(limits, room.hugepagesMiB(), Recommended.of(facts, room, expectations)));
    }

    /// How many interrupts each of so many VFs would get, where the driver deals from a pool it
    /// tells; one of them is for messages, the others are the VF's queues.
    public static OptionalInt interruptsPerVf(NodeInventory host, PhysicalFunction pf, int vfs) {
        Facts facts = new Facts(host, pf);
        OptionalInt pool = DriverLimits.pool(facts);
        if (vfs <= 0 || pool.isEmpty()) {
            return OptionalInt.empty();
        }
        int share = Math.max(0, pool.getAsInt()) / vfs;
        return DriverLimits.tiers(facts)
                .filter(tier -> tier <= share)
                .mapToInt(Integer::intValue)
                .max();
    }

    // those of the PF's own NUMA node are its VFs' to use; the node's PFs share them
    private static OptionalLong hugepages(NodeInventory host, PhysicalFunction pf) {
        if (host.gap(HUGEPAGES).isPresent()) {
            return OptionalLong.empty();
        }
        OptionalInt node = pf.numaNode();
        boolean byNode = node.isPresent() && pools(host, node).findAny().isPresent();
        OptionalInt where = byNode ? node : OptionalInt.empty();
        Predicate<PhysicalFunction> sharing =
                other -> other.network() && (!byNode || other.numaNode().equals(node));
        long sharers = host.physicalFunctions().stream().filter(sharing).count();
        long kiB = pools(host, where).mapToLong(pool -> pool.sizeKiB() * pool.total()).sum();
        return OptionalLong.of((kiB >> 10) / Math.max(1, sharers));
    }

    private static Stream<HugepagePool> pools(NodeInventory host, OptionalInt node) {
        return host.hugepages().stream().filter(pool -> pool.numaNode().equals(node));
    }
}
