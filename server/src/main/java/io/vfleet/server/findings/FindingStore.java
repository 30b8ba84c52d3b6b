package io.vfleet.server.findings;

import io.vfleet.server.database.Columns;
import io.vfleet.server.lists.Condition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The findings' rows; they are closed, never deleted.
@Repository
class FindingStore {

    private final JdbcClient jdbc;

    FindingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// What has to be known of a stored finding to see whether it changes.
    record Known(
            UUID id,
            String check,
            String subject,
            String link,
            String severity,
            String cause,
            byte[] digest,
            boolean open) {}

    Map<UUID, Known> of(UUID node) {
        return jdbc
                .sql(
                        """
                        select id, check_id, subject, link, severity, cause, digest, resolved_at is null as open
                        from finding where node_id = :node
                        """)
                .param("node", node)
                .query((row, number) ->
                        new Known(
                                row.getObject("id", UUID.class),
                                row.getString("check_id"),
                                row.getString("subject"),
                                row.getString("link"),
                                row.getString("severity"),
                                row.getString("cause"),
                                row.getBytes("digest"),
                                row.getBoolean("open")))
                .list()
                .stream()
                .collect(Collectors.toMap(Known::id, Function.identity()));
    }

    void write(List<FindingRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        insert into finding (id, node_id, check_id, reference, subject, pf_address, link, symptom,
                                             severity, confidence, cause, caused_by, detail, digest,
                                             first_seen, last_changed)
                        select f.*, f.seen
                        from unnest(cast(:ids as uuid[]), cast(:nodes as uuid[]), :checks, :references, :subjects,
                                    :pfs, :links, :symptoms, :severities, :confidences, :causes,
                                    cast(:causedBy as uuid[]), cast(:details as jsonb[]),
                                    cast(:digests as bytea[]), cast(:ats as timestamptz[]))
                                 as f(id, node_id, check_id, reference, subject, pf_address, link, symptom, severity,
                                      confidence, cause, caused_by, detail, digest, seen)
                        on conflict (node_id, check_id, subject) do update
                        set reference    = excluded.reference,
                            pf_address   = excluded.pf_address,
                            link         = excluded.link,
                            symptom      = excluded.symptom,
                            severity     = excluded.severity,
                            confidence   = excluded.confidence,
                            cause        = excluded.cause,
                            caused_by    = excluded.caused_by,
                            detail       = excluded.detail,
                            digest       = excluded.digest,
                            last_changed = excluded.last_changed,
                            reopened     = finding.reopened + (finding.resolved_at is not null)::int,
                            resolved_at  = null
                        """)
                .params(columns(rows).parameters())
                .update();
    }

    private static Columns<FindingRow> columns(List<FindingRow> rows) {
        return Columns.of(rows)
                .text("ids", FindingRow::id)
                .text("nodes", FindingRow::node)
                .text("checks", row -> row.finding().check())
                .text("references", row -> row.finding().reference())
                .text("subjects", FindingRow::subject)
                .text("pfs", row -> row.pfAddress().orElse(null))
                .text("links", row -> row.finding().link().id())
                .text("symptoms", row -> row.symptom().orElse(null))
                .text("severities", row -> row.finding().severity().id())
                .text("confidences", row -> row.finding().confidence().id())
                .text("causes", row -> row.finding().cause())
                .text("causedBy", row -> row.causedBy().orElse(null))
                .text("details", FindingRow::detail)
                .text("digests", FindingRow::digestText)
                .text("ats", FindingRow::at);
    }

    void close(List<UUID> ids, Instant now) {
        if (ids.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        update finding
                        set resolved_at = cast(:now as timestamptz), last_changed = cast(:now as timestamptz),
                            acknowledged_by = null, acknowledged_at = null, acknowledged_reason = null,
                            muted_by = null, muted_until = null
                        where id = any(cast(:ids as uuid[])) and resolved_at is null
                        """)
                .param("ids", ids.stream().map(UUID::toString).toArray(String[]::new))
                .param("now", now.toString())
                .update();
    }

    /// What a finding is about.
    record Subject(UUID node, String subject, String check) {

        private static Subject of(ResultSet row, int number) throws SQLException {
            return new Subject(
                    row.getObject("node_id", UUID.class),
                    row.getString("subject"),
                    row.getString("check_id"));
        }
    }

    /// Somebody knows about it.
    record Acknowledgement(String by, Instant at, String reason) {}

    boolean exists(UUID id) {
        return jdbc.sql("select exists (select from finding where id = :id)")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    /// Empty where it is not open.
    Optional<Subject> acknowledge(UUID id, Acknowledgement acknowledgement) {
        return jdbc.sql(
                        """
                        update finding
                        set acknowledged_by = :by, acknowledged_at = cast(:at as timestamptz),
                            acknowledged_reason = :reason
                        where id = :id and resolved_at is null
                        returning node_id, subject, check_id
                        """)
                .param("id", id)
                .param("by", acknowledgement.by())
                .param("at", acknowledgement.at().toString())
                .param("reason", acknowledgement.reason())
                .query(Subject::of)
                .optional();
    }

    /// Empty where nobody had acknowledged it.
    Optional<Subject> unacknowledge(UUID id) {
        return jdbc.sql(
                        """
                        update finding
                        set acknowledged_by = null, acknowledged_at = null, acknowledged_reason = null
                        where id = :id and acknowledged_at is not null
                        returning node_id, subject, check_id
                        """)
                .param("id", id)
                .query(Subject::of)
                .optional();
    }

    /// A finding that another rule mutes now, or none.
    record Moved(UUID node, String subject, String check, Optional<UUID> mute) {}

    /// Has open findings muted by the rule that matches them and lasts longest.
    List<Moved> mute(MuteSql rules, Condition scope) {
        return jdbc.sql(
                        """
                        with wanted as (select distinct on (finding_id) finding_id, mute, until
                                        from (%1$s) matched
                                        order by finding_id, until desc, mute)
                        update finding x
                        set muted_by = w.mute, muted_until = w.until
                        from (select f.id, wanted.mute, wanted.until
                              from finding f left join wanted on wanted.finding_id = f.id
                              where f.resolved_at is null and %2$s) w
                        where x.id = w.id and (x.muted_by, x.muted_until) is distinct from (w.mute, w.until)
                        returning x.node_id, x.subject, x.check_id, x.muted_by
                        """
                                .formatted(rules.sql(), scope.sql()))
                .params(rules.parameters())
                .query((row, number) ->
                        new Moved(
                                row.getObject("node_id", UUID.class),
                                row.getString("subject"),
                                row.getString("check_id"),
                                Optional.ofNullable(row.getObject("muted_by", UUID.class))))
                .list();
    }
}
