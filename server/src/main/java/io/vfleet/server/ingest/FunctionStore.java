package io.vfleet.server.ingest;

import io.vfleet.server.database.Columns;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Writes the PF and VF rows that differ, those of several nodes at once.
@Repository
class FunctionStore {

    private final JdbcClient jdbc;

    FunctionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// A row, or the address of one, and whose it is.
    record Owned<R>(UUID node, R row) {}

    void writePfs(List<Owned<PfRow>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        insert into physical_function (node_id, address, vendor_id, device_id, driver, numa_node,
                                                       iommu_group, total_vfs, num_vfs, netdev, mac, oper_state,
                                                       speed_mbps, in_scope, verdict, verdict_link, sure_vfs,
                                                       most_vfs, sure_by, most_by, hugepages_mib, recommended_vfs,
                                                       sizing, boot_vfs, boot_set_by, firmware_vfs,
                                                       firmware_vfs_next)
                        select * from unnest(cast(:nodes as uuid[]), :addresses, :vendors, :devices, :drivers, :numas,
                                             :groups, :totals, :nums, :netdevs, :macs, :operStates, :speeds, :scopes,
                                             :verdicts, :links, :sures, :mosts, :suresBy, :mostsBy, :hugepages,
                                             :recommended, :sizings, :boots, :bootsBy, :firmwares, :firmwaresNext)
                        on conflict (node_id, address) do update
                        set vendor_id = excluded.vendor_id, device_id = excluded.device_id, driver = excluded.driver,
                            numa_node = excluded.numa_node, iommu_group = excluded.iommu_group,
                            total_vfs = excluded.total_vfs, num_vfs = excluded.num_vfs, netdev = excluded.netdev,
                            mac = excluded.mac, oper_state = excluded.oper_state, speed_mbps = excluded.speed_mbps,
                            in_scope = excluded.in_scope, verdict = excluded.verdict,
                            verdict_link = excluded.verdict_link, sure_vfs = excluded.sure_vfs,
                            most_vfs = excluded.most_vfs, sure_by = excluded.sure_by, most_by = excluded.most_by,
                            hugepages_mib = excluded.hugepages_mib, recommended_vfs = excluded.recommended_vfs,
                            sizing = excluded.sizing, boot_vfs = excluded.boot_vfs,
                            boot_set_by = excluded.boot_set_by, firmware_vfs = excluded.firmware_vfs,
                            firmware_vfs_next = excluded.firmware_vfs_next
                        """)
                .params(
                        Columns.of(rows)
                                .text("nodes", Owned::node)
                                .text("addresses", owned -> owned.row().address())
                                .text("vendors", owned -> owned.row().vendorId())
                                .text("devices", owned -> owned.row().deviceId())
                                .text("drivers", owned -> owned.row().driver())
                                .integer("numas", owned -> owned.row().numaNode())
                                .integer("groups", owned -> owned.row().iommuGroup())
                                .integer("totals", owned -> owned.row().totalVfs())
                                .integer("nums", owned -> owned.row().numVfs())
                                .text("netdevs", owned -> owned.row().netdev())
                                .text("macs", owned -> owned.row().mac())
                                .text("operStates", owned -> owned.row().operState())
                                .integer("speeds", owned -> owned.row().speedMbps())
                                .bool("scopes", owned -> owned.row().inScope())
                                .text("verdicts", owned -> owned.row().verdict())
                                .text("links", owned -> owned.row().verdictLink())
                                .integer("sures", owned -> owned.row().sizing().sure())
                                .integer("mosts", owned -> owned.row().sizing().most())
                                .text("suresBy", owned -> owned.row().sizing().sureBy())
                                .text("mostsBy", owned -> owned.row().sizing().mostBy())
                                .integer("hugepages", owned -> owned.row().sizing().hugepagesMiB())
                                .integer("recommended", owned -> owned.row().sizing().recommended())
                                .text("sizings", owned -> owned.row().sizing().json())
                                .integer("boots", owned -> owned.row().boot().vfs())
                                .text("bootsBy", owned -> owned.row().boot().setBy())
                                .integer("firmwares", owned -> owned.row().boot().firmwareVfs())
                                .integer(
                                        "firmwaresNext",
                                        owned -> owned.row().boot().firmwareVfsNext())
                                .parameters())
                .update();
        forget(rows);
    }

    void writeVfs(List<Owned<VfRow>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        insert into virtual_function (node_id, address, pf_address, vf_index, driver, numa_node,
                                                      iommu_group, netdev, mac, admin_mac, vlan, trust, spoofchk,
                                                      link_state, rdma_device, in_use, holder, pod, holders)
                        select * from unnest(cast(:nodes as uuid[]), :addresses, :pfs, :indexes, :drivers, :numas,
                                             :groups, :netdevs, :macs, :adminMacs, :vlans, :trusts, :spoofchks,
                                             :linkStates, :rdmaDevices, :inUses, :holders, :pods, :allHolders)
                        on conflict (node_id, address) do update
                        set pf_address = excluded.pf_address, vf_index = excluded.vf_index, driver = excluded.driver,
                            numa_node = excluded.numa_node, iommu_group = excluded.iommu_group,
                            netdev = excluded.netdev, mac = excluded.mac, admin_mac = excluded.admin_mac,
                            vlan = excluded.vlan, trust = excluded.trust, spoofchk = excluded.spoofchk,
                            link_state = excluded.link_state, rdma_device = excluded.rdma_device,
                            in_use = excluded.in_use, holder = excluded.holder, pod = excluded.pod,
                            holders = excluded.holders
                        """)
                .params(
                        Columns.of(rows)
                                .text("nodes", Owned::node)
                                .text("addresses", owned -> owned.row().address())
                                .text("pfs", owned -> owned.row().pfAddress())
                                .integer("indexes", owned -> owned.row().index())
                                .text("drivers", owned -> owned.row().driver())
                                .integer("numas", owned -> owned.row().numaNode())
                                .integer("groups", owned -> owned.row().iommuGroup())
                                .text("netdevs", owned -> owned.row().netdev())
                                .text("macs", owned -> owned.row().mac())
                                .text("adminMacs", owned -> owned.row().adminMac())
                                .integer("vlans", owned -> owned.row().vlan())
                                .bool("trusts", owned -> owned.row().trust())
                                .bool("spoofchks", owned -> owned.row().spoofchk())
                                .text("linkStates", owned -> owned.row().linkState())
                                .text("rdmaDevices", owned -> owned.row().rdmaDevice())
                                .bool("inUses", owned -> owned.row().inUse())
                                .text("holders", owned -> owned.row().holder())
                                .text("pods", owned -> owned.row().pod())
                                .text("allHolders", owned -> owned.row().holders())
                                .parameters())
                .update();
    }

    /// What they were is remembered, in case they are there and no PF any more.
    void deletePfs(List<Owned<String>> addresses) {
        if (!addresses.isEmpty()) {
            remember(addresses);
        }
        delete("physical_function", addresses);
    }

    private void remember(List<Owned<String>> addresses) {
        jdbc.sql(
                        """
                        insert into former_pf (node_id, address, vendor_id, device_id, mac, num_vfs)
                        select f.node_id, f.address, f.vendor_id, f.device_id, f.mac, coalesce(f.num_vfs, 0)
                        from physical_function f
                                 join unnest(cast(:nodes as uuid[]), :addresses) as d(node_id, address)
                                      on f.node_id = d.node_id and f.address = d.address
                        on conflict (node_id, address) do update
                        set vendor_id = excluded.vendor_id, device_id = excluded.device_id, mac = excluded.mac,
                            num_vfs = excluded.num_vfs, since = excluded.since
                        """)
                .params(
                        Columns.of(addresses)
                                .text("nodes", Owned::node)
                                .text("addresses", Owned::row)
                                .parameters())
                .update();
    }

    private void forget(List<Owned<PfRow>> rows) {
        delete(
                "former_pf",
                rows.stream().map(row -> new Owned<>(row.node(), row.row().address())).toList());
    }

    void deleteVfs(List<Owned<String>> addresses) {
        delete("virtual_function", addresses);
    }

    private void delete(String table, List<Owned<String>> addresses) {
        if (addresses.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        delete from %s f
                        using unnest(cast(:nodes as uuid[]), :addresses) as d(node_id, address)
                        where f.node_id = d.node_id and f.address = d.address
                        """
                                .formatted(table))
                .params(
                        Columns.of(addresses)
                                .text("nodes", Owned::node)
                                .text("addresses", Owned::row)
                                .parameters())
                .update();
    }
}
