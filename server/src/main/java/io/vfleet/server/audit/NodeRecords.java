package io.vfleet.server.audit;

import io.vfleet.domain.operation.NodeRecord;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What agents wrote down for themselves, kept as they told it, and compared with the audit.
@Service
public class NodeRecords {

    private static final int SHOWN = 100;

    private final NodeRecordStore store;
    private final Clock clock;

    NodeRecords(NodeRecordStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /// Keeps what a node told of an operation of its own.
    @Transactional
    public void keep(UUID node, NodeRecord record) {
        store.keep(node, record, clock.instant());
    }

    /// Keeps how far a node's record goes.
    @Transactional
    public void keep(UUID node, NodeRecord.Head head) {
        store.keep(node, head, clock.instant());
    }

    /// Something in which a node's record and what is known here do not agree.
    ///
    /// @param what a sentence
    record Difference(UUID node, Optional<UUID> operation, String what) {}

    /// @param records how many were compared
    record Compared(long records, List<Difference> differences) {}

    @Transactional(readOnly = true)
    public Compared compare() {
        List<Difference> differences = new ArrayList<>();
        Comparison comparison = new Comparison(differences);
        long records = store.each(comparison::add);
        store.heads().forEach(comparison::add);
        differences.addAll(store.untold());
        return new Compared(records, differences.stream().limit(SHOWN).toList());
    }
}
