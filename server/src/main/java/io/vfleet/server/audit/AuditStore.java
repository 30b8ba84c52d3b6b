package io.vfleet.server.audit;

import io.vfleet.server.lists.Cells;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The audit's rows.
@Repository
class AuditStore {

    /// "vfleet" and the first of its locks that are held by transactions
    private static final long LOCK = 0x76666c656574_01L;

    private static final String COLUMNS =
            "id, at, who, what, node_id, subject, why, from_address, detail, prev_hash, hash";

    private final JdbcClient jdbc;

    AuditStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// The newest row; nobody else adds one until the transaction ends.
    AuditRow lockedLast() {
        jdbc.sql("select pg_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query((row, number) -> "")
                .list();
        return jdbc.sql("select " + COLUMNS + " from audit order by id desc limit 1")
                .query(AuditStore::row)
                .optional()
                .orElse(AuditRow.NONE);
    }

    List<AuditRow> after(long id, int limit) {
        return jdbc.sql("select " + COLUMNS + " from audit where id > :id order by id limit :limit")
                .param("id", id)
                .param("limit", limit)
                .query(AuditStore::row)
                .list();
    }

    void add(AuditRow row) {
        AuditEntry entry = row.entry();
        jdbc.sql(
                        """
                        insert into audit (id, at, who, what, node_id, subject, why, from_address, detail, prev_hash, hash)
                        values (:id, :at, :who, :what, cast(:node as uuid), :subject, :why, :from, :detail, :previous, :hash)
                        """)
                .param("id", row.id())
                .param("at", Timestamp.from(entry.at().truncatedTo(ChronoUnit.MICROS)))
                .param("who", entry.who())
                .param("what", entry.what())
                .param("node", entry.node().map(Object::toString).orElse(null))
                .param("subject", entry.subject())
                .param("why", entry.why().orElse(null))
                .param("from", entry.from().orElse(null))
                .param("detail", entry.detail())
                .param("previous", row.previous())
                .param("hash", row.hash())
                .update();
    }

    private static AuditRow row(ResultSet row, int number) throws SQLException {
        var cells = new Cells(row);
        return new AuditRow(
                row.getLong("id"),
                new AuditEntry(
                        cells.instant("at"),
                        cells.text("who"),
                        cells.text("what"),
                        cells.uuidIfAny("node_id"),
                        cells.text("subject"),
                        cells.textIfAny("why"),
                        cells.textIfAny("from_address"),
                        cells.text("detail")),
                row.getBytes("prev_hash"),
                row.getBytes("hash"));
    }
}
