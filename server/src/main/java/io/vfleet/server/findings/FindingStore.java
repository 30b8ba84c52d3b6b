package io.vfleet.server.findings;

import io.vfleet.server.database.Columns;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
            byte[] digest,
            boolean open) {}

    Map<UUID, Known> of(UUID node) {
        return jdbc
                .sql(
                        """
                        select id, check_id, subject, link, severity, digest, resolved_at is null as open
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
                        set resolved_at = cast(:now as timestamptz), last_changed = cast(:now as timestamptz)
                        where id = any(cast(:ids as uuid[])) and resolved_at is null
                        """)
                .param("ids", ids.stream().map(UUID::toString).toArray(String[]::new))
                .param("now", now.toString())
                .update();
    }
}
