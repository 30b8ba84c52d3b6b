package io.vfleet.server.fleet;

import io.swagger.v3.oas.annotations.media.Schema;
import io.vfleet.server.lists.Cells;
import io.vfleet.server.lists.Field;
import io.vfleet.server.lists.ListTable;
import io.vfleet.server.nodes.NodeSelector;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// A physical function on its node.
@Schema(name = "PhysicalFunction")
record PhysicalFunctionView(
        @Schema(description = "The node's id") UUID node,
        String hostname,
        @Schema(example = "0000:81:00.0") String address,
        Optional<String> vendorId,
        Optional<String> deviceId,
        @Schema(
                        description = "The card's name by its ids; absent when not known",
                        example = "Mellanox ConnectX-7")
                Optional<String> model,
        Optional<String> driver,
        Optional<Integer> numaNode,
        Optional<Integer> iommuGroup,
        @Schema(description = "Absent when it could not be read") Optional<Integer> numVfs,
        Optional<Integer> totalVfs,
        @Schema(description = "What people want; absent when nobody said")
                Optional<Integer> desiredVfs,
        @Schema(description = "After the next boot; absent when it is not known who sets it")
                Optional<AtBootView> atBoot,
        @Schema(description = "What the card's firmware offers; absent when nobody could ask it")
                Optional<Integer> firmwareVfs,
        @Schema(description = "The same after the next reset of the card")
                Optional<Integer> firmwareVfsNext,
        Optional<String> netdev,
        Optional<String> mac,
        @Schema(description = "Of its netdev: `up`, `down`…") Optional<String> operstate,
        @Schema(description = "Of its link; absent when there is none, or it is not known")
                Optional<Integer> speedMbps,
        boolean inScope,
        Optional<VerdictView> verdict) {

    static final ListTable<PhysicalFunctionView> TABLE =
            new ListTable<>(
                    "physical-functions",
                    """
                    x.node_id, n.hostname, x.address, x.vendor_id, x.device_id, x.driver, x.numa_node, x.iommu_group,
                    x.num_vfs, x.total_vfs, d.num_vfs as desired_vfs, x.netdev, x.mac, x.oper_state, x.speed_mbps,
                    x.in_scope, x.verdict, x.verdict_link, x.boot_vfs, x.boot_set_by, x.firmware_vfs,
                    x.firmware_vfs_next\
                    """,
                    """
                    physical_function x
                        join fleet_node n on n.id = x.node_id
                        left join desired_vfs d on d.node_id = x.node_id and d.pf_address = x.address\
                    """,
                    Stream.of(fields(), NodeSelector.labels()).flatMap(List::stream).toList(),
                    Optional.of("n.labels"),
                    List.of(Field.uuid("node", "x.node_id"), Field.text("address", "x.address")),
                    "",
                    PhysicalFunctionView::of);

    private static List<Field> fields() {
        return List.of(
                Field.uuid("node", "x.node_id"),
                Field.text("hostname", "n.hostname").inOrder(),
                Field.word("status", "n.status", NodeView.Status.NAMES),
                Field.bool("silent", "n.silent"),
                Field.lowerCase("address", "x.address").inOrder(),
                Field.text("vendorId", "x.vendor_id"),
                Field.text("deviceId", "x.device_id"),
                Field.text("driver", "x.driver"),
                Field.integer("numaNode", "x.numa_node"),
                Field.integer("iommuGroup", "x.iommu_group"),
                Field.integer("numVfs", "x.num_vfs").inOrderBy("coalesce(x.num_vfs, -1)"),
                Field.integer("totalVfs", "x.total_vfs").inOrderBy("coalesce(x.total_vfs, -1)"),
                Field.integer("desiredVfs", "d.num_vfs"),
                Field.integer("atBoot.numVfs", "x.boot_vfs"),
                Field.integer("firmwareVfs", "x.firmware_vfs"),
                Field.integer("firmwareVfsNext", "x.firmware_vfs_next"),
                Field.text("netdev", "x.netdev"),
                Field.lowerCase("mac", "x.mac"),
                Field.text("operstate", "x.oper_state"),
                Field.integer("speedMbps", "x.speed_mbps"),
                Field.bool("inScope", "x.in_scope"),
                Field.word("verdict.state", "x.verdict", VerdictView.STATES),
                Field.word("verdict.link", "x.verdict_link", VerdictView.LINKS));
    }

    private static PhysicalFunctionView of(ResultSet row, int number) throws SQLException {
        var cells = new Cells(row);
        Optional<String> vendor = cells.textIfAny("vendor_id");
        Optional<String> device = cells.textIfAny("device_id");
        return new PhysicalFunctionView(
                cells.uuid("node_id"),
                cells.text("hostname"),
                cells.text("address"),
                vendor,
                device,
                vendor.flatMap(v -> device.flatMap(d -> CardNames.of(v, d))),
                cells.textIfAny("driver"),
                cells.integerIfAny("numa_node"),
                cells.integerIfAny("iommu_group"),
                cells.integerIfAny("num_vfs"),
                cells.integerIfAny("total_vfs"),
                cells.integerIfAny("desired_vfs"),
                AtBootView.of(cells),
                cells.integerIfAny("firmware_vfs"),
                cells.integerIfAny("firmware_vfs_next"),
                cells.textIfAny("netdev"),
                cells.textIfAny("mac"),
                cells.textIfAny("oper_state"),
                cells.integerIfAny("speed_mbps"),
                cells.flag("in_scope"),
                VerdictView.of(cells.textIfAny("verdict"), cells.textIfAny("verdict_link")));
    }
}
