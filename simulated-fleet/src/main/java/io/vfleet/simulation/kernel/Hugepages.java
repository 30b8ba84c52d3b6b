package io.vfleet.simulation.kernel;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The pools of both sizes a server's processors have.
public final class Hugepages {

    private static final long MIB_2 = 2048;
    private static final long GIB_1 = 1024 * 1024;
    private static final Map<String, Long> SIZES = Map.of("2M", MIB_2, "1G", GIB_1);

    private final Map<Long, Pool> pools = new TreeMap<>();
    private final long defaultKiB;

    /// The pages of one size by NUMA node.
    public record Pool(long[] total, long[] free) {

        public long allTotal() {
            return sum(total);
        }

        public long allFree() {
            return sum(free);
        }

        private static long sum(long[] perNode) {
            long sum = 0;
            for (long count : perNode) {
                sum += count;
            }
            return sum;
        }
    }

    private Hugepages(int nodes, long defaultKiB) {
        this.defaultKiB = defaultKiB;
        for (long size : List.of(MIB_2, GIB_1)) {
            pools.put(size, new Pool(new long[nodes], new long[nodes]));
        }
    }

    /// What the kernel gets at boot: it asks the nodes in turn and takes what is there
    /// (mm/hugetlb.c, `gather_bootmem_prealloc`); a shortage is no error.
    static Hugepages atBoot(CommandLine commandLine, List<Long> spareKiB) {
        Map<Long, Long> asked = new TreeMap<>();
        long size = MIB_2;
        long defaultKiB = MIB_2;
        for (String word : commandLine.words()) {
            String value = word.substring(word.indexOf('=') + 1);
            if (word.startsWith("default_hugepagesz=")) {
                defaultKiB = SIZES.getOrDefault(value, MIB_2);
                size = defaultKiB;
            } else if (word.startsWith("hugepagesz=")) {
                size = SIZES.getOrDefault(value, MIB_2);
            } else if (word.startsWith("hugepages=")) {
                asked.put(size, Long.parseLong(value));
            }
        }
        Hugepages pages = new Hugepages(spareKiB.size(), defaultKiB);
        long[] spare = spareKiB.stream().mapToLong(Long::longValue).toArray();
        // the large ones first, as the kernel does
        for (long kib : List.of(GIB_1, MIB_2)) {
            pages.take(kib, asked.getOrDefault(kib, 0L), spare);
        }
        return pages;
    }

    /// By size in KiB.
    public Map<Long, Pool> pools() {
        return pools;
    }

    public long defaultKiB() {
        return defaultKiB;
    }

    public long allKiB() {
        return pools.entrySet().stream()
                .mapToLong(pool -> pool.getKey() * pool.getValue().allTotal())
                .sum();
    }

    private void take(long sizeKiB, long count, long[] spare) {
        Pool pool = Optional.ofNullable(pools.get(sizeKiB)).orElseThrow();
        long left = count;
        int refusals = 0;
        for (int node = 0; left > 0 && refusals < spare.length; node = (node + 1) % spare.length) {
            boolean there = spare[node] >= sizeKiB;
            refusals = there ? 0 : refusals + 1;
            long got = there ? 1 : 0;
            spare[node] -= got * sizeKiB;
            pool.total[node] += got;
            pool.free[node] += got;
            left -= got;
        }
    }
}
