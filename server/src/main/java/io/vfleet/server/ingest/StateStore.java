package io.vfleet.server.ingest;

import io.vfleet.server.nodes.Node.Enrollment;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Reads what a node's new state is compared with.
@Repository
class StateStore {

    private final JdbcClient jdbc;

    StateStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Basis> basis(UUID node) {
        return jdbc.sql(
                        """
                        select n.id, n.enrollment, n.revision, n.boot_id, p.report_epoch, p.report_sequence,
                               p.last_seen, p.digest, (select wishes from judging) as wishes, n.address_fingerprint
                        from node n join node_presence p on p.node_id = n.id
                        where n.id = :node
                        """)
                .param("node", node)
                .query(StateStore::basis)
                .optional();
    }

    /// The same, locked in the order of ids until the transaction ends.
    List<Basis> lock(List<UUID> nodes) {
        return jdbc.sql(
                        """
                        select n.id, n.enrollment, n.revision, n.boot_id, p.report_epoch, p.report_sequence,
                               p.last_seen, p.digest, (select wishes from judging) as wishes, n.address_fingerprint
                        from node n join node_presence p on p.node_id = n.id
                        where n.id = any(cast(:nodes as uuid[]))
                        order by n.id
                        for no key update
                        """)
                .param("nodes", nodes.stream().map(UUID::toString).toArray(String[]::new))
                .query(StateStore::basis)
                .list();
    }

    /// Counts people want, by PF and only for the card they were meant for.
    List<Desired> desired(UUID node) {
        return jdbc.sql("select pf_address, num_vfs, mac from desired_vfs where node_id = :node")
                .param("node", node)
                .query((row, number) ->
                        new Desired(
                                row.getString("pf_address"),
                                row.getInt("num_vfs"),
                                Optional.ofNullable(row.getString("mac"))))
                .list();
    }

    record Desired(String pf, int numVfs, Optional<String> mac) {}

    /// Labels as people set them; an empty value hides what the agent reports.
    Map<String, Optional<String>> labelOverrides(UUID node) {
        Map<String, Optional<String>> labels = new HashMap<>();
        jdbc.sql("select label, value from node_label_override where node_id = :node")
                .param("node", node)
                .query(row -> {
                    labels.put(row.getString("label"), Optional.ofNullable(row.getString("value")));
                });
        return labels;
    }

    /// What stood at an address when a PF was last seen there.
    record Remembered(
            String address,
            Optional<String> vendorId,
            Optional<String> deviceId,
            Optional<String> mac,
            int numVfs) {}

    /// Of these addresses those where a PF was seen, in the last report or before it.
    List<Remembered> remembered(UUID node, List<String> addresses) {
        return jdbc.sql(
                        """
                        select address, vendor_id, device_id, mac, coalesce(num_vfs, 0) as num_vfs
                        from physical_function where node_id = :node and address = any(:addresses)
                        union all
                        select address, vendor_id, device_id, mac, num_vfs
                        from former_pf where node_id = :node and address = any(:addresses)
                        """)
                .param("node", node)
                .param("addresses", addresses.toArray(String[]::new))
                .query((row, number) ->
                        new Remembered(
                                row.getString("address"),
                                Optional.ofNullable(row.getString("vendor_id")),
                                Optional.ofNullable(row.getString("device_id")),
                                Optional.ofNullable(row.getString("mac")),
                                row.getInt("num_vfs")))
                .list();
    }

    Map<String, PfRow> physicalFunctions(UUID node) {
        return jdbc
                .sql(
                        """
                        select address, vendor_id, device_id, driver, numa_node, iommu_group, total_vfs,
                               num_vfs, netdev, mac, oper_state, speed_mbps, in_scope, verdict, verdict_link,
                               sure_vfs, most_vfs, sure_by, most_by, hugepages_mib, recommended_vfs, sizing,
                               boot_vfs, boot_set_by, firmware_vfs, firmware_vfs_next
                        from physical_function where node_id = :node
                        """)
                .param("node", node)
                .query(StateStore::pf)
                .list()
                .stream()
                .collect(Collectors.toMap(PfRow::address, Function.identity()));
    }

    Map<String, VfRow> virtualFunctions(UUID node) {
        return jdbc
                .sql(
                        """
                        select address, pf_address, vf_index, driver, numa_node, iommu_group, netdev, mac,
                               admin_mac, vlan, trust, spoofchk, link_state, rdma_device, in_use, holder, pod,
                               holders
                        from virtual_function where node_id = :node
                        """)
                .param("node", node)
                .query(StateStore::vf)
                .list()
                .stream()
                .collect(Collectors.toMap(VfRow::address, Function.identity()));
    }

    Optional<NodeState.Document> document(UUID node) {
        return jdbc.sql(
                        """
                        select digest, epoch, sequence, received_at, collected_at, report, diagnosis,
                               judged_with
                        from node_document where node_id = :node
                        """)
                .param("node", node)
                .query((row, number) ->
                        new NodeState.Document(
                                node,
                                row.getString("digest"),
                                new Order(row.getLong("epoch"), row.getLong("sequence")),
                                time(row, "received_at"),
                                time(row, "collected_at"),
                                row.getBytes("report"),
                                row.getBytes("diagnosis"),
                                row.getString("judged_with")))
                .optional();
    }

    private static Basis basis(ResultSet row, int number) throws SQLException {
        return new Basis(
                row.getObject("id", UUID.class),
                Enrollment.valueOf(row.getString("enrollment")),
                row.getLong("revision"),
                Optional.ofNullable(row.getString("boot_id")),
                new Order(row.getLong("report_epoch"), row.getLong("report_sequence")),
                Optional.ofNullable(row.getObject("last_seen", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.getString("digest")),
                row.getLong("wishes"),
                Optional.ofNullable(row.getObject("address_fingerprint", UUID.class)));
    }

    private static PfRow pf(ResultSet row, int number) throws SQLException {
        return new PfRow(
                row.getString("address"),
                row.getString("vendor_id"),
                row.getString("device_id"),
                row.getString("driver"),
                integer(row, "numa_node"),
                integer(row, "iommu_group"),
                integer(row, "total_vfs"),
                integer(row, "num_vfs"),
                row.getString("netdev"),
                row.getString("mac"),
                row.getString("oper_state"),
                integer(row, "speed_mbps"),
                row.getBoolean("in_scope"),
                row.getString("verdict"),
                row.getString("verdict_link"),
                new SizingRow(
                        integer(row, "sure_vfs"),
                        integer(row, "most_vfs"),
                        row.getString("sure_by"),
                        row.getString("most_by"),
                        integer(row, "hugepages_mib"),
                        integer(row, "recommended_vfs"),
                        row.getString("sizing")),
                new BootRow(
                        integer(row, "boot_vfs"),
                        row.getString("boot_set_by"),
                        integer(row, "firmware_vfs"),
                        integer(row, "firmware_vfs_next")));
    }

    private static VfRow vf(ResultSet row, int number) throws SQLException {
        return new VfRow(
                row.getString("address"),
                row.getString("pf_address"),
                integer(row, "vf_index"),
                row.getString("driver"),
                integer(row, "numa_node"),
                integer(row, "iommu_group"),
                row.getString("netdev"),
                row.getString("mac"),
                row.getString("admin_mac"),
                integer(row, "vlan"),
                flag(row, "trust"),
                flag(row, "spoofchk"),
                row.getString("link_state"),
                row.getString("rdma_device"),
                flag(row, "in_use"),
                row.getString("holder"),
                row.getString("pod"),
                row.getString("holders"));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Integer integer(ResultSet row, String column) throws SQLException {
        return row.getObject(column, Integer.class);
    }

    private static @Nullable Boolean flag(ResultSet row, String column) throws SQLException {
        return row.getObject(column, Boolean.class);
    }
}
