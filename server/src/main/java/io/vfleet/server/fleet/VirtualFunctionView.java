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
import tools.jackson.databind.json.JsonMapper;

/// A virtual function on its node.
@Schema(name = "VirtualFunction")
record VirtualFunctionView(
        @Schema(description = "The node's id") UUID node,
        String hostname,
        @Schema(example = "0000:81:00.2") String address,
        @Schema(description = "Its PF's address; absent where the PF is not visible")
                Optional<String> pf,
        Optional<Integer> index,
        Optional<String> driver,
        Optional<Integer> numaNode,
        Optional<Integer> iommuGroup,
        Optional<String> netdev,
        @Schema(description = "What the VF's netdev has") Optional<String> mac,
        @Schema(description = "What the PF's driver was told; absent when not read")
                Optional<String> adminMac,
        Optional<Integer> vlan,
        Optional<Boolean> trust,
        Optional<Boolean> spoofchk,
        Optional<String> linkState,
        Optional<String> rdmaDevice,
        @Schema(description = "Absent where nobody could tell") Optional<Boolean> inUse,
        @Schema(description = "The pod that holds it", example = "llm-70b/train-3")
                Optional<String> pod,
        @Schema(description = "Who holds it, those who are named first") List<HolderView> holders) {

    private static final JsonMapper JSON = new JsonMapper();

    /// Who holds a VF, or the trace of it.
    @Schema(name = "VfHolder")
    record HolderView(
            @Schema(
                            description =
                                    "`vfio`, `uio`, `uverbs`: a process with the VF's device file open;"
                                            + " `kubelet`: a pod; `cni`: a claim of the CNI plugin;"
                                            + " `netns`: its netdev is in another network namespace;"
                                            + " `address`: it has a global one; `master`: a bond, bridge"
                                            + " or the like",
                            example = "kubelet")
                    String kind,
            @Schema(example = "llm-70b/train-3") String name,
            @Schema(example = "container main, nvidia.com/mlnx") Optional<String> detail) {}

    static final ListTable<VirtualFunctionView> TABLE =
            new ListTable<>(
                    "virtual-functions",
                    """
                    x.node_id, n.hostname, x.address, x.pf_address, x.vf_index, x.driver, x.numa_node, x.iommu_group,
                    x.netdev, x.mac, x.admin_mac, x.vlan, x.trust, x.spoofchk, x.link_state, x.rdma_device,
                    x.in_use, x.pod, x.holders\
                    """,
                    "virtual_function x join fleet_node n on n.id = x.node_id",
                    Stream.of(fields(), NodeSelector.labels()).flatMap(List::stream).toList(),
                    Optional.of("n.labels"),
                    List.of(Field.uuid("node", "x.node_id"), Field.text("address", "x.address")),
                    "",
                    VirtualFunctionView::of);

    private static List<Field> fields() {
        return List.of(
                Field.uuid("node", "x.node_id"),
                Field.text("hostname", "n.hostname"),
                Field.word("status", "n.status", NodeView.Status.NAMES),
                Field.bool("silent", "n.silent"),
                Field.lowerCase("address", "x.address"),
                Field.lowerCase("pf", "x.pf_address"),
                Field.integer("index", "x.vf_index"),
                Field.text("driver", "x.driver"),
                Field.integer("numaNode", "x.numa_node"),
                Field.integer("iommuGroup", "x.iommu_group"),
                Field.text("netdev", "x.netdev"),
                Field.lowerCase("mac", "x.mac"),
                Field.lowerCase("adminMac", "x.admin_mac"),
                Field.integer("vlan", "x.vlan"),
                Field.bool("trust", "x.trust"),
                Field.bool("spoofchk", "x.spoofchk"),
                Field.text("linkState", "x.link_state"),
                Field.text("rdmaDevice", "x.rdma_device"),
                Field.bool("inUse", "x.in_use"),
                Field.text("pod", "x.pod"),
                Field.text("holder", "x.holder"));
    }

    private static VirtualFunctionView of(ResultSet row, int number) throws SQLException {
        var cells = new Cells(row);
        return new VirtualFunctionView(
                cells.uuid("node_id"),
                cells.text("hostname"),
                cells.text("address"),
                cells.textIfAny("pf_address"),
                cells.integerIfAny("vf_index"),
                cells.textIfAny("driver"),
                cells.integerIfAny("numa_node"),
                cells.integerIfAny("iommu_group"),
                cells.textIfAny("netdev"),
                cells.textIfAny("mac"),
                cells.textIfAny("admin_mac"),
                cells.integerIfAny("vlan"),
                cells.flagIfAny("trust"),
                cells.flagIfAny("spoofchk"),
                cells.textIfAny("link_state"),
                cells.textIfAny("rdma_device"),
                cells.flagIfAny("in_use"),
                cells.textIfAny("pod"),
                List.of(JSON.readValue(cells.text("holders"), HolderView[].class)));
    }
}
