package io.vfleet.simulation.sysfs;

import io.vfleet.simulation.kernel.Hugepages;
import io.vfleet.simulation.kernel.Hugepages.Pool;
import io.vfleet.simulation.kernel.Kernel;
import io.vfleet.simulation.sysfs.Entry.Folder;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Pools of hugepages and the NUMA nodes: Documentation/admin-guide/mm/hugetlbpage.rst.
final class HugepageFiles {

    private static final FileTable<Pool> MACHINE =
            new FileTable<Pool>()
                    .text("nr_hugepages", pool -> Long.toString(pool.allTotal()))
                    .text("nr_hugepages_mempolicy", pool -> Long.toString(pool.allTotal()))
                    .text("free_hugepages", pool -> Long.toString(pool.allFree()))
                    .text("resv_hugepages", _ -> "0")
                    .text("surplus_hugepages", _ -> "0")
                    .text("nr_overcommit_hugepages", _ -> "0");

    /// A pool as one NUMA node has it; the node does not tell what is reserved.
    private record Share(Pool pool, int node) {}

    private static final FileTable<Share> NODE_POOL =
            new FileTable<Share>()
                    .text("nr_hugepages", share -> Long.toString(share.pool.total()[share.node]))
                    .text("free_hugepages", share -> Long.toString(share.pool.free()[share.node]))
                    .text("surplus_hugepages", _ -> "0");

    private static final FileTable<On<Integer>> NODE =
            new FileTable<On<Integer>>()
                    .text("cpulist", HugepageFiles::cpus)
                    .text("distance", on -> on.it() == 0 ? "10 21" : "21 10")
                    .text("meminfo", HugepageFiles::memory)
                    .folder(
                            "hugepages",
                            on ->
                                    pools(
                                            on.kernel().hugepages(),
                                            pool -> NODE_POOL.of(new Share(pool, on.it()))));

    private HugepageFiles() {}

    /// `/sys/kernel/mm/hugepages`.
    static Folder machine(Kernel kernel) {
        return pools(kernel.hugepages(), MACHINE::of);
    }

    /// `/sys/devices/system/node`.
    static Folder nodes(Kernel kernel) {
        String all = "0-" + (kernel.machine().numaNodes() - 1);
        return new FileTable<Kernel>()
                .text("online", _ -> all)
                .text("possible", _ -> all)
                .text("has_cpu", _ -> all)
                .text("has_memory", _ -> all)
                .named(HugepageFiles::eachNode)
                .of(kernel);
    }

    private static Folder eachNode(Kernel kernel) {
        int count = kernel.machine().numaNodes();
        return Folder.named(
                () -> IntStream.range(0, count).mapToObj(node -> "node" + node).toList(),
                name ->
                        IntStream.range(0, count)
                                .filter(node -> name.equals("node" + node))
                                .boxed()
                                .findFirst()
                                .map(node -> NODE.of(new On<>(kernel, node))));
    }

    private static Folder pools(Hugepages pages, Function<Pool, Folder> files) {
        return Folder.named(
                () -> pages.pools().keySet().stream().map(HugepageFiles::name).toList(),
                name ->
                        pages.pools().entrySet().stream()
                                .filter(pool -> name.equals(name(pool.getKey())))
                                .findFirst()
                                .map(pool -> (Entry) files.apply(pool.getValue())));
    }

    private static String name(long sizeKiB) {
        return "hugepages-" + sizeKiB + "kB";
    }

    private static String cpus(On<Integer> on) {
        int cores = on.kernel().machine().server().cpu().cores();
        return on.it() * cores + "-" + ((on.it() + 1) * cores - 1);
    }

    private static String memory(On<Integer> on) {
        long total = on.kernel().machine().server().memoryGiB() * 1024 * 1024;
        long here = total / on.kernel().machine().numaNodes();
        return "Node %d MemTotal: %14d kB".formatted(on.it(), here);
    }

    static Optional<Pool> defaultPool(Hugepages pages) {
        return Optional.ofNullable(pages.pools().get(pages.defaultKiB()));
    }
}
