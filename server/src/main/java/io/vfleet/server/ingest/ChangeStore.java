package io.vfleet.server.ingest;

import io.vfleet.server.database.Columns;
import io.vfleet.server.ingest.NodeState.Document;
import io.vfleet.server.ingest.NodeState.Facts;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Writes the new states of several nodes, one statement a table.
@Repository
class ChangeStore {

    private final JdbcClient jdbc;

    ChangeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void presence(List<NodeChange> reports, int beatSeconds) {
        if (reports.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        update node_presence p
                        set epoch = r.epoch, sequence = greatest(r.sequence, case when p.epoch = r.epoch then p.sequence else 0 end),
                            report_epoch = r.epoch, report_sequence = r.sequence,
                            digest = coalesce(r.digest, p.digest),
                            last_seen = now(), next_beat_seconds = :beat,
                            looked_at = now() - make_interval(secs => r.age)
                        from unnest(cast(:nodes as uuid[]), :epochs, :sequences, :digests, :ages)
                                 as r(node_id, epoch, sequence, digest, age)
                        where p.node_id = r.node_id
                        """)
                .params(
                        Columns.of(reports)
                                .text("nodes", change -> change.basis().node())
                                .bigint("epochs", change -> change.order().orElseThrow().epoch())
                                .bigint(
                                        "sequences",
                                        change -> change.order().orElseThrow().sequence())
                                .text(
                                        "digests",
                                        change ->
                                                change.state()
                                                        .map(state -> state.document().digest())
                                                        .orElse(null))
                                .bigint("ages", change -> change.age().toSeconds())
                                .parameters())
                .param("beat", beatSeconds)
                .update();
    }

    void facts(List<Facts> nodes) {
        jdbc.sql(
                        """
                        update node n
                        set hostname = coalesce(f.hostname, n.hostname), machine_id = coalesce(f.machine_id, n.machine_id),
                            product_uuid = coalesce(f.product_uuid, n.product_uuid), agent_version = f.agent_version,
                            boot_id = coalesce(f.boot_id, n.boot_id), kernel_release = f.kernel_release,
                            system_vendor = f.system_vendor, product_name = f.product_name,
                            reported_labels = f.labels, applied_profile = f.profile, verdict = f.verdict, verdict_link = f.verdict_link,
                            link_states = cast(f.link_states as text[]), pf_count = f.pfs, vf_active = f.vfs,
                            vf_desired = f.desired, vf_in_use = f.in_use, vf_in_use_unknown = f.in_use_unknown,
                            last_report_at = coalesce(f.reported_at, n.last_report_at),
                            revision = n.revision + 1
                        from unnest(cast(:nodes as uuid[]), :hostnames, :machineIds, :productUuids, :agentVersions,
                                    :bootIds, :kernels, :vendors, :products, cast(:labels as jsonb[]), :profiles, :verdicts,
                                    :links, :linkStates, :pfs, :vfs, :desired, :inUse, :inUseUnknown,
                                    cast(:reportedAts as timestamptz[]))
                                 as f(node_id, hostname, machine_id, product_uuid, agent_version, boot_id,
                                      kernel_release, system_vendor, product_name, labels, profile, verdict, verdict_link,
                                      link_states, pfs, vfs, desired, in_use, in_use_unknown, reported_at)
                        where n.id = f.node_id
                        """)
                .params(
                        Columns.of(nodes)
                                .text("nodes", Facts::node)
                                .text("hostnames", Facts::hostname)
                                .text("machineIds", Facts::machineId)
                                .text("productUuids", Facts::productUuid)
                                .text("agentVersions", Facts::agentVersion)
                                .text("bootIds", Facts::bootId)
                                .text("kernels", Facts::kernelRelease)
                                .text("vendors", Facts::systemVendor)
                                .text("products", Facts::productName)
                                .text("labels", Facts::labels)
                                .text("profiles", Facts::profile)
                                .text("verdicts", facts -> facts.judgment().verdict())
                                .text("links", facts -> facts.judgment().link())
                                .text("linkStates", facts -> facts.judgment().linkStates())
                                .integer("pfs", facts -> facts.counts().pfs())
                                .integer("vfs", facts -> facts.counts().vfs())
                                .integer("desired", facts -> facts.counts().desired())
                                .integer("inUse", facts -> facts.counts().inUse())
                                .integer("inUseUnknown", facts -> facts.counts().inUseUnknown())
                                .text("reportedAts", facts -> facts.reportedAt().orElse(null))
                                .parameters())
                .update();
    }

    void documents(List<Document> documents) {
        jdbc.sql(
                        """
                        insert into node_document (node_id, digest, epoch, sequence, received_at, collected_at, report, diagnosis,
                                                   judged_with)
                        select * from unnest(cast(:nodes as uuid[]), :digests, :epochs, :sequences,
                                             cast(:receivedAts as timestamptz[]), cast(:collectedAts as timestamptz[]),
                                             :reports, :diagnoses, :judgedWith)
                        on conflict (node_id) do update
                        set digest = excluded.digest, epoch = excluded.epoch, sequence = excluded.sequence,
                            received_at = excluded.received_at, collected_at = excluded.collected_at,
                            report = excluded.report, diagnosis = excluded.diagnosis,
                            judged_with = excluded.judged_with
                        """)
                .params(
                        Columns.of(documents)
                                .text("nodes", Document::node)
                                .text("digests", Document::digest)
                                .bigint("epochs", document -> document.order().epoch())
                                .bigint("sequences", document -> document.order().sequence())
                                .text("receivedAts", Document::receivedAt)
                                .text("collectedAts", Document::collectedAt)
                                .bytes("reports", Document::report)
                                .bytes("diagnoses", Document::diagnosis)
                                .text("judgedWith", Document::judgedWith)
                                .parameters())
                .update();
    }

    void traits(List<TraitRow> nodes) {
        jdbc.sql(
                        """
                        insert into node_traits as t (node_id, hardware, traits)
                        select * from unnest(cast(:nodes as uuid[]), :hardware, cast(:traits as jsonb[]))
                        on conflict (node_id) do update
                        set hardware = excluded.hardware, traits = excluded.traits
                        where (t.hardware, t.traits) is distinct from (excluded.hardware, excluded.traits)
                        """)
                .params(
                        Columns.of(nodes)
                                .text("nodes", TraitRow::node)
                                .text("hardware", TraitRow::hardware)
                                .text("traits", TraitRow::traits)
                                .parameters())
                .update();
    }

    /// Verdicts that stand though these checks could not reach them; newer ones are left alone.
    void keepVerdicts(List<Document> documents, String catalogue) {
        if (documents.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        update node_document d set judged_with = :catalogue
                        from unnest(cast(:nodes as uuid[]), :epochs, :sequences) as j(node_id, epoch, sequence)
                        where d.node_id = j.node_id and d.epoch = j.epoch and d.sequence = j.sequence
                        """)
                .params(
                        Columns.of(documents)
                                .text("nodes", Document::node)
                                .bigint("epochs", document -> document.order().epoch())
                                .bigint("sequences", document -> document.order().sequence())
                                .parameters())
                .param("catalogue", catalogue)
                .update();
    }
}
