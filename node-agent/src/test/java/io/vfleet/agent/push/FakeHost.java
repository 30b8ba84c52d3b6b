package io.vfleet.agent.push;

import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.testing.Inventories;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A host with two ports whose VFs come and go.
final class FakeHost {

    private final FakeTiming timing;
    private int vfs = 4;
    private final List<Duration> anew = new ArrayList<>();
    private int collected;
    private long changes;

    FakeHost(FakeTiming timing) {
        this.timing = timing;
    }

    void vfs(int count) {
        vfs = count;
        changes++;
    }

    int collected() {
        return collected;
    }

    AgentHost seam() {
        return new AgentHost(this::collect, () -> changes);
    }

    /// When slow facts were asked.
    List<Duration> anew() {
        return anew;
    }

    private NodeInventory collect(Collector.Depth depth) {
        collected++;
        if (depth != Collector.Depth.USUAL) {
            anew.add(timing.elapsed());
        }
        return Inventories.healthyHost()
                .collectedAt(Inventories.COLLECTED_AT.plus(timing.elapsed()))
                .pf(0, pf -> pf.vfs(vfs))
                .build();
    }
}
