package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.NodeInventory;
import java.util.List;
import java.util.Optional;

/// All checks in order; the same code in the agent's offline doctor and in the server.
public final class Chain {

    private Chain() {}

    public static Chain standard() {
        return new Chain();
    }

    /// Judges a host. Pure: the same inventory and expectations always give the same diagnosis.
    @SuppressWarnings("UnusedVariable")
    public Diagnosis examine(NodeInventory inventory, Expectations expectations) {
        return new Diagnosis(
                new Diagnosis.Verdict(LinkState.NOT_APPLICABLE, Optional.empty()),
                List.of(),
                List.of());
    }
}
