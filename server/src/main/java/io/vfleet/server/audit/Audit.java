package io.vfleet.server.audit;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Keeps the audit: a chain in which every row carries the hash of the one before.
@Service
public class Audit {

    private static final int PIECE = 1000;

    private final AuditStore store;

    Audit(AuditStore store) {
        this.store = store;
    }

    /// Adds entries to the caller's transaction, as the last thing it does: all who write audit
    /// wait for each other until it commits.
    @Transactional(propagation = Propagation.MANDATORY)
    public void append(List<AuditEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        AuditRow last = store.lockedLast();
        for (AuditEntry entry : entries) {
            last = last.followedBy(entry);
            store.add(last);
        }
    }

    /// The id of the first row that is not as it was written, or that misses the one before it.
    @Transactional(readOnly = true)
    public Optional<Long> firstBroken() {
        return verify().firstBroken();
    }

    /// What a look at the whole chain finds.
    ///
    /// @param last the newest row that is whole with all before it; 0: none
    /// @param head its hash: kept elsewhere it shows later whether rows at the end were taken away
    record Verified(long last, byte[] head, Optional<Long> firstBroken) {}

    /// Reads every row; the oldest that is not as it was written ends it.
    @Transactional(readOnly = true)
    public Verified verify() {
        AuditRow last = AuditRow.NONE;
        List<AuditRow> piece = store.after(last.id(), PIECE);
        while (!piece.isEmpty()) {
            for (AuditRow row : piece) {
                if (!row.follows(last)) {
                    return new Verified(last.id(), last.hash(), Optional.of(row.id()));
                }
                last = row;
            }
            piece = store.after(last.id(), PIECE);
        }
        return new Verified(last.id(), last.hash(), Optional.empty());
    }
}
