package io.vfleet.agent.push;

import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.testing.Inventories;

/// A host with two ports whose VFs come and go.
final class FakeHost {

    private final FakeTiming timing;
    private int vfs = 4;
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
        return new AgentHost(_ -> collect(), () -> changes);
    }

    private NodeInventory collect() {
        collected++;
        return Inventories.healthyHost()
                .collectedAt(Inventories.COLLECTED_AT.plus(timing.elapsed()))
                .pf(0, pf -> pf.vfs(vfs))
                .build();
    }
}
