package io.vfleet.server.ownchecks;

import io.vfleet.domain.chain.Confidence;
import io.vfleet.domain.chain.Link;
import io.vfleet.domain.chain.Severity;
import io.vfleet.domain.chain.Symptom;
import io.vfleet.server.lists.Cells;
import io.vfleet.server.ownchecks.OwnCheckView.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The rows of own checks, and the reports they are tried on.
@Repository
class OwnCheckStore {

    private static final String ALL =
            """
            select id, version, state, tried, title, link, severity, confidence, symptom, subject, expression, cause,
                   fix, changed_by, changed_at
            from own_check
            """;

    private final JdbcClient jdbc;

    OwnCheckStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// One that counts, and which version of it.
    record Active(OwnCheck check, int version) {}

    /// A node's last report, gzip.
    record Stored(UUID node, String hostname, byte[] report) {}

    List<OwnCheckView> all() {
        return jdbc.sql(ALL + "order by id").query(OwnCheckStore::view).list();
    }

    Optional<OwnCheckView> find(String id) {
        return jdbc.sql(ALL + "where id = :id")
                .param("id", id)
                .query(OwnCheckStore::view)
                .optional();
    }

    /// The same, locked until the transaction ends.
    Optional<OwnCheckView> lock(String id) {
        return jdbc.sql(ALL + "where id = :id for update")
                .param("id", id)
                .query(OwnCheckStore::view)
                .optional();
    }

    List<Active> active() {
        return jdbc.sql(ALL + "where state = 'ACTIVE' order by id")
                .query((row, number) -> new Active(check(row), row.getInt("version")))
                .list();
    }

    /// Writes it as a draft that nobody has tried.
    void write(OwnCheck check, String by, Instant at) {
        jdbc.sql(
                        """
                        insert into own_check as c (id, state, title, link, severity, confidence, symptom, subject,
                                                    expression, cause, fix, changed_by, changed_at)
                        values (:id, 'DRAFT', :title, :link, :severity, :confidence, :symptom, :subject, :expression,
                                :cause, :fix, :by, :at)
                        on conflict (id) do update
                        set version = c.version + 1, state = 'DRAFT', tried = false, title = excluded.title,
                            link = excluded.link, severity = excluded.severity, confidence = excluded.confidence,
                            symptom = excluded.symptom, subject = excluded.subject, expression = excluded.expression,
                            cause = excluded.cause, fix = excluded.fix, changed_by = excluded.changed_by,
                            changed_at = excluded.changed_at
                        """)
                .param("id", check.id())
                .param("title", check.title())
                .param("link", check.link().id())
                .param("severity", check.severity().id())
                .param("confidence", check.confidence().id())
                .param("symptom", check.symptom().map(Symptom::id).orElse(null))
                .param("subject", check.about().name().toLowerCase(Locale.ROOT))
                .param("expression", check.expression())
                .param("cause", check.cause())
                .param("fix", check.fix().toArray(String[]::new))
                .param("by", by)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    void set(String id, State state, String by, Instant at) {
        jdbc.sql(
                        """
                        update own_check set state = :state, version = version + 1, changed_by = :by, changed_at = :at
                        where id = :id
                        """)
                .param("id", id)
                .param("state", state.name())
                .param("by", by)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /// Nothing where it was changed meanwhile.
    void tried(String id, int version) {
        jdbc.sql("update own_check set tried = true where id = :id and version = :version")
                .param("id", id)
                .param("version", version)
                .update();
    }

    void delete(String id) {
        jdbc.sql("delete from own_check where id = :id").param("id", id).update();
    }

    /// Reports of nodes of the fleet, after this one in the order of ids.
    List<Stored> reports(UUID after, int most) {
        return jdbc.sql(
                        """
                        select n.id, n.hostname, d.report
                        from node n join node_document d on d.node_id = n.id
                        where n.enrollment = 'APPROVED' and n.id > :after
                        order by n.id limit :most
                        """)
                .param("after", after)
                .param("most", most)
                .query((row, number) ->
                        new Stored(
                                row.getObject("id", UUID.class),
                                row.getString("hostname"),
                                row.getBytes("report")))
                .list();
    }

    private static OwnCheck check(ResultSet row) throws SQLException {
        return new OwnCheck(
                row.getString("id"),
                row.getString("title"),
                Link.valueOf(upper(row, "link")),
                Severity.valueOf(upper(row, "severity")),
                Confidence.valueOf(upper(row, "confidence")),
                symptom(row.getString("symptom")),
                OwnCheck.About.valueOf(upper(row, "subject")),
                row.getString("expression"),
                row.getString("cause"),
                fix(row));
    }

    private static Optional<Symptom> symptom(@Nullable String id) {
        return Arrays.stream(Symptom.values()).filter(one -> one.id().equals(id)).findFirst();
    }

    private static String upper(ResultSet row, String column) throws SQLException {
        return row.getString(column).toUpperCase(Locale.ROOT);
    }

    private static List<String> fix(ResultSet row) throws SQLException {
        return List.of((String[]) row.getArray("fix").getArray());
    }

    private static OwnCheckView view(ResultSet row, int number) throws SQLException {
        var cells = new Cells(row);
        return new OwnCheckView(
                cells.text("id"),
                State.valueOf(cells.text("state")),
                cells.flag("tried"),
                cells.text("title"),
                cells.text("link"),
                cells.text("severity"),
                cells.text("confidence"),
                cells.textIfAny("symptom"),
                cells.text("subject"),
                cells.text("expression"),
                cells.text("cause"),
                fix(row),
                cells.text("changed_by"),
                cells.instant("changed_at"),
                cells.integer("version"));
    }
}
