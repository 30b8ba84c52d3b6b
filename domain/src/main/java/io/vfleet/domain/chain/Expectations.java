package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.VfAdmin;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// What is wanted of a node. Empty means nobody said so, and nothing is judged by it.
///
/// @param profile the profile's name, for the words of a finding
/// @param desiredVfs by PF, set by people
/// @param vfsPerPf what the profile wants of every PF that has VFs
/// @param isolation false: VFs that share a group are a warning, not a break
/// @param rdma whether every VF must have an RDMA device; empty: no expectation
/// @param formerPfs functions that offer no SR-IOV now and were PFs before, by what others remember
///   of the same card; with the VFs they had when last seen so
/// @param elsewhere which MACs and GUIDs of this node are alive on other nodes; empty where nobody
///   sees other nodes
public record Expectations(
        Optional<String> profile,
        Map<PciAddress, Integer> desiredVfs,
        Optional<Range> vfsPerPf,
        boolean isolation,
        List<Hugepages> hugepages,
        Optional<Boolean> rdma,
        Optional<VfAdmin> vfAdmin,
        Map<PciAddress, Integer> formerPfs,
        Optional<Map<String, List<Place>>> elsewhere) {

    public static final Expectations NONE =
            new Expectations(
                    Optional.empty(),
                    Map.of(),
                    Optional.empty(),
                    true,
                    List.of(),
                    Optional.empty(),
                    Optional.empty());

    public Expectations {
        desiredVfs = Map.copyOf(desiredVfs);
        hugepages = List.copyOf(hugepages);
        formerPfs = Map.copyOf(formerPfs);
        elsewhere = elsewhere.map(Map::copyOf);
    }

    /// What is wanted where nothing is remembered, and no other node is seen.
    public Expectations(
            Optional<String> profile,
            Map<PciAddress, Integer> desiredVfs,
            Optional<Range> vfsPerPf,
            boolean isolation,
            List<Hugepages> hugepages,
            Optional<Boolean> rdma,
            Optional<VfAdmin> vfAdmin) {
        this(
                profile,
                desiredVfs,
                vfsPerPf,
                isolation,
                hugepages,
                rdma,
                vfAdmin,
                Map.of(),
                Optional.empty());
    }

    /// What the built-in profile of this name wants; [#NONE] for another name.
    public static Expectations ofProfile(String name) {
        return switch (name) {
            case "training" -> NONE.of(name, new Range(8, 8));
            case "inference" -> NONE.of(name, new Range(32, 64));
            default -> NONE;
        };
    }

    /// The same, with the counts people set.
    public Expectations withDesiredVfs(Map<PciAddress, Integer> desired) {
        return new Expectations(
                profile, desired, vfsPerPf, isolation, hugepages, rdma, vfAdmin, formerPfs,
                elsewhere);
    }

    /// The same, with what is remembered of functions that were PFs.
    public Expectations withFormerPfs(Map<PciAddress, Integer> former) {
        return new Expectations(
                profile,
                desiredVfs,
                vfsPerPf,
                isolation,
                hugepages,
                rdma,
                vfAdmin,
                former,
                elsewhere);
    }

    /// The same, with what is known of other nodes.
    public Expectations withElsewhere(Map<String, List<Place>> places) {
        return new Expectations(
                profile,
                desiredVfs,
                vfsPerPf,
                isolation,
                hugepages,
                rdma,
                vfAdmin,
                formerPfs,
                Optional.of(places));
    }

    private Expectations of(String name, Range range) {
        return new Expectations(
                Optional.of(name),
                desiredVfs,
                Optional.of(range),
                isolation,
                hugepages,
                rdma,
                vfAdmin);
    }

    /// A count from `min` to `max`, both included.
    public record Range(int min, int max) {
        public Range {
            if (min < 0 || max < min) {
                throw new IllegalArgumentException("no range: " + min + " to " + max);
            }
        }

        public boolean contains(int value) {
            return value >= min && value <= max;
        }

        @Override
        public String toString() {
            return min == max ? Integer.toString(min) : min + " to " + max;
        }
    }

    /// So many pages of one size, on one NUMA node or in all.
    public record Hugepages(long sizeKiB, OptionalInt numaNode, long count) {}

    /// A function of another node.
    public record Place(String node, String function) {
        @Override
        public String toString() {
            return function + " of " + node;
        }
    }
}
