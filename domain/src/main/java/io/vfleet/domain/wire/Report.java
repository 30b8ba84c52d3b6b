package io.vfleet.domain.wire;

import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PciAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What an agent pushes: the whole inventory and what changed since the last acknowledged report.
///
/// Order is (`epoch`, `sequence`): the epoch is kept on the agent's disk and grows by one per agent
/// start, the sequence grows by one per message within it.
public record Report(long epoch, long sequence, NodeInventory inventory, List<Change> changes) {

    /// The version of the document; a reader ignores fields it does not know.
    public static final int SCHEMA_VERSION = 1;

    public Report {
        changes = List.copyOf(changes);
    }

    /// A PF's VF count went `from` → `to`; kept on the agent's disk until acknowledged.
    ///
    /// @param by empty where the agent was not there to see
    public record Change(
            Instant at, String bootId, PciAddress pf, int from, int to, Optional<ChangedBy> by) {

        public Change(Instant at, String bootId, PciAddress pf, int from, int to) {
            this(at, bootId, pf, from, to, Optional.empty());
        }
    }
}
