package io.vfleet.agent.collect;

import io.vfleet.domain.inventory.HugepagePool;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The hugepage pools of the machine and of each NUMA node.
final class Hugepages {

    private static final String MACHINE = "/sys/kernel/mm/hugepages";
    private static final String NODES = "/sys/devices/system/node";
    private static final Pattern POOL = Pattern.compile("hugepages-(\\d{1,12})kB");
    private static final Pattern NODE = Pattern.compile("node(\\d{1,6})");
    private static final Comparator<HugepagePool> ORDER =
            Comparator.comparingInt((HugepagePool pool) -> pool.numaNode().orElse(-1))
                    .thenComparingLong(HugepagePool::sizeKiB);

    private Hugepages() {}

    static List<HugepagePool> read(Look look) {
        List<HugepagePool> pools = new ArrayList<>(pools(look, MACHINE, OptionalInt.empty()));
        for (String name : look.list(NODES)) {
            Matcher node = NODE.matcher(name);
            if (node.matches()) {
                OptionalInt id = OptionalInt.of(Integer.parseInt(node.group(1)));
                pools.addAll(pools(look, NODES + "/" + name + "/hugepages", id));
            }
        }
        return pools.stream().sorted(ORDER).toList();
    }

    private static List<HugepagePool> pools(Look look, String folder, OptionalInt node) {
        List<HugepagePool> pools = new ArrayList<>();
        for (String name : look.list(folder)) {
            Matcher size = POOL.matcher(name);
            if (size.matches()) {
                String pool = folder + "/" + name;
                // a pool without its total says nothing; the gap says so
                look.longCount(pool + "/nr_hugepages")
                        .ifPresent(total ->
                                pools.add(
                                        pool(
                                                look,
                                                pool,
                                                Long.parseLong(size.group(1)),
                                                node,
                                                total)));
            }
        }
        return pools;
    }

    private static HugepagePool pool(
            Look look, String folder, long sizeKiB, OptionalInt node, long total) {
        // per node the kernel has no count of reserved pages (hugetlbpage.rst)
        OptionalLong reserved =
                node.isPresent()
                        ? OptionalLong.empty()
                        : look.longCount(folder + "/resv_hugepages");
        return new HugepagePool(
                sizeKiB,
                node,
                total,
                look.longCount(folder + "/free_hugepages"),
                reserved,
                look.longCount(folder + "/surplus_hugepages"));
    }
}
