package io.vfleet.server.fleet;

import io.vfleet.domain.chain.Link;
import io.vfleet.server.lists.Field;
import io.vfleet.server.lists.ListTable;
import io.vfleet.server.nodes.NodeSelector;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The list of nodes and what filters it.
final class NodeTable {

    static final String COLUMNS =
            """
            n.id, n.hostname, n.status, n.silent, n.last_seen, n.last_report_at, n.verdict, n.verdict_link,
            n.link_states, n.labels, n.reported_labels, n.pf_count, n.vf_active, n.vf_desired, n.vf_in_use, n.vf_in_use_unknown,
            n.kernel_release, n.boot_id, n.system_vendor, n.product_name, n.agent_version, n.enrolled_at,
            n.applied_profile, exists (select from profile k where k.name = n.labels ->> 'profile') as profile_known,
            p.selector as profile_selector, p.priority as profile_priority,
            n.maintenance_until, n.maintenance_reason, n.maintenance_by, n.maintenance_since\
            """;

    static final String FROM = "fleet_node n left join profile p on p.name = n.applied_profile";

    static final ListTable<NodeView> NODES =
            new ListTable<>(
                    "nodes",
                    COLUMNS,
                    FROM,
                    Stream.of(own(), links(), findings(), traits(), NodeSelector.labels())
                            .flatMap(List::stream)
                            .toList(),
                    Optional.of("n.labels"),
                    List.of(Field.uuid("id", "n.id")),
                    "hostname",
                    NodeView::of);

    private static final String OPEN =
            "exists (select from fleet_finding f where f.node_id = n.id and f.resolved_at is null and not f.muted and ";

    private static final String OPEN_FINDING = OPEN + "{})";

    /// A hint is no symptom of a node.
    private static final String SYMPTOM = OPEN + "f.severity <> 'info' and {})";

    private static final String TRAIT =
            """
            exists (select from node_traits t, jsonb_array_elements_text(t.traits -> '%s') v(value)
                    where t.node_id = n.id and {})\
            """;

    private NodeTable() {}

    private static List<Field> own() {
        return List.of(
                Field.uuid("id", "n.id").inOrder(),
                Field.text("hostname", "n.hostname").inOrder(),
                Field.word("status", "n.status", NodeView.Status.NAMES).inOrder(),
                Field.bool("silent", "n.silent"),
                Field.instant("lastSeen", "n.last_seen")
                        .inOrderBy("coalesce(n.last_seen, 'epoch')"),
                Field.instant("lastReportAt", "n.last_report_at"),
                Field.word("verdict.state", "n.verdict", VerdictView.STATES)
                        .inOrderBy("coalesce(n.verdict, '')"),
                Field.word("verdict.link", "n.verdict_link", VerdictView.LINKS),
                Field.integer("physicalFunctions", "n.pf_count").inOrder(),
                Field.integer("vfs.active", "n.vf_active").inOrder(),
                Field.integer("vfs.desired", "n.vf_desired").inOrder(),
                Field.integer("vfs.inUse", "n.vf_in_use").inOrder(),
                Field.integer("vfs.inUseUnknown", "n.vf_in_use_unknown").inOrder(),
                Field.text("kernelRelease", "n.kernel_release"),
                Field.text("bootId", "n.boot_id"),
                Field.text("vendor", "n.system_vendor"),
                Field.text("model", "n.product_name"),
                Field.text("agentVersion", "n.agent_version"),
                Field.instant("enrolledAt", "n.enrolled_at"),
                Field.text("appliedProfile", "n.applied_profile"),
                Field.bool("maintenance", "(n.maintenance_until is not null)"),
                Field.instant("maintenance.until", "n.maintenance_until"));
    }

    private static List<Field> links() {
        return Stream.of(Link.values())
                .map(link ->
                        Field.word(
                                "links." + link.id(),
                                "n.link_states[" + (link.ordinal() + 1) + "]",
                                VerdictView.LINK_STATES))
                .toList();
    }

    /// Of what is open and counts; a node may have several.
    private static List<Field> findings() {
        return List.of(
                Field.word("symptom", "f.symptom", SymptomView.IDS).among(SYMPTOM),
                Field.text("check", "f.check_id").among(OPEN_FINDING));
    }

    /// Of its cards, their firmware and drivers, and the kernel's arguments; a node may have
    /// several.
    private static List<Field> traits() {
        return Stream.of("bios", "firmware", "driver", "driverVersion", "argument")
                .map(trait -> Field.text(trait, "v.value").among(TRAIT.formatted(trait)))
                .toList();
    }
}
