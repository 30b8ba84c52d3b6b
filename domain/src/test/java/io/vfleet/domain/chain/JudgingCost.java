package io.vfleet.domain.chain;

import com.sun.management.ThreadMXBean;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.testing.Inventories;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/// What it costs to judge a host of 8 PFs with 64 VFs each: prints time and memory of one diagnosis
/// after warm-up, on one core.
final class JudgingCost {

    private static final int WARM_UP = 3000;
    private static final int RUNS = 2000;

    private JudgingCost() {}

    public static void main(String[] args) {
        NodeInventory host = Inventories.host(8, 64).build();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long findings = 0;
        for (int i = 0; i < WARM_UP; i++) {
            findings += judge(host);
        }
        long[] nanos = new long[RUNS];
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < RUNS; i++) {
            long start = threads.getCurrentThreadCpuTime();
            findings += judge(host);
            nanos[i] = threads.getCurrentThreadCpuTime() - start;
        }
        long bytes = (threads.getCurrentThreadAllocatedBytes() - before) / RUNS;
        Arrays.sort(nanos);
        System.out.printf(
                "%d checks, 8 x 64 VFs: median %.2f ms, 99 %% %.2f ms, %d KiB a diagnosis (%d)%n",
                Chain.standard().checks().size(),
                nanos[RUNS / 2] / 1e6,
                nanos[RUNS * 99 / 100] / 1e6,
                bytes / 1024,
                findings);
    }

    private static long judge(NodeInventory host) {
        return Chain.standard().examine(host, Expectations.NONE).findings().count();
    }
}
