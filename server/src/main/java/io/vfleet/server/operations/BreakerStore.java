package io.vfleet.server.operations;

import io.vfleet.server.lists.Cells;
import java.sql.Timestamp;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The breaker's row.
@Repository
class BreakerStore {

    /// "vfleet" and the lock between those who hand out commands and whoever moves the breaker
    private static final long LOCK = 0x76666c656574_05L;

    private final JdbcClient jdbc;

    BreakerStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    BreakerView get() {
        return jdbc.sql("select open, reason, changed_by, changed_at from breaker")
                .query((row, number) -> {
                    var cells = new Cells(row);
                    return new BreakerView(
                            cells.flag("open"),
                            cells.text("reason"),
                            cells.text("changed_by"),
                            cells.instant("changed_at"));
                })
                .single();
    }

    /// Waits for the commands that are being handed out; until the transaction ends no other is.
    void lock() {
        jdbc.sql("select pg_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query((row, number) -> "")
                .list();
    }

    void set(BreakerView wanted) {
        jdbc.sql(
                        """
                        update breaker set open = :open, reason = :reason, changed_by = :by, changed_at = :at
                        """)
                .param("open", wanted.open())
                .param("reason", wanted.reason())
                .param("by", wanted.changedBy())
                .param("at", Timestamp.from(wanted.changedAt()))
                .update();
    }

    /// Whether commands may leave in this transaction: nobody opens the breaker until it ends.
    boolean letsPass() {
        jdbc.sql("select pg_advisory_xact_lock_shared(:lock)")
                .param("lock", LOCK)
                .query((row, number) -> "")
                .list();
        // a statement of its own: it sees what was committed while the one above waited
        return jdbc.sql("select not open from breaker").query(Boolean.class).single();
    }
}
