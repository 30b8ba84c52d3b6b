package io.vfleet.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.inventory.Netdev;
import io.vfleet.domain.inventory.NetworkFunction;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.testing.HostDraft;
import io.vfleet.domain.testing.Inventories;
import io.vfleet.server.TestAgent;
import io.vfleet.server.nodes.Nodes;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// What a report is judged by, and what is kept of it.
class ReportedFindingsTests extends IngestScene {

    @Autowired private Nodes nodes;
    @Autowired private Rediagnosis rediagnosis;

    @Test
    void findingIsOpenedClosedAndOpenedAgain() {
        TestAgent agent = approved();
        send(agent, report(1, brokenHost()));
        assertThat(findings(agent)).containsExactly("iommu-off-in-kernel open 0");
        assertThat(value(agent, "select verdict || ' ' || verdict_link from node where id = :node"))
                .isEqualTo("BROKEN kernel");

        send(agent, report(2, Inventories.healthyHost()));
        assertThat(findings(agent)).containsExactly("iommu-off-in-kernel closed 0");

        send(agent, report(3, brokenHost()));
        assertThat(findings(agent)).containsExactly("iommu-off-in-kernel open 1");
        assertThat(
                        rows(
                                agent,
                                """
                                select kind from history
                                where node_id = :node and 'iommu-off-in-kernel' in (before, after) order by id
                                """))
                .containsExactly("finding-opened", "finding-resolved", "finding-opened");
    }

    private List<String> findings(TestAgent agent) {
        return rows(
                agent,
                """
                select check_id || case when resolved_at is null then ' open ' else ' closed ' end || reopened
                from finding where node_id = :node and link = 'kernel'
                """);
    }

    @Test
    void consequenceNamesItsCause() {
        TestAgent agent = approved();
        send(agent, report(1, brokenHost()));

        assertThat(
                        rows(
                                agent,
                                """
                                select distinct cause.check_id
                                from finding f join finding cause on cause.id = f.caused_by
                                where f.node_id = :node
                                """))
                .allMatch("iommu-off-in-kernel"::equals);
    }

    @Test
    void nodeThatWaitsForApprovalIsKeptApartUntilThen() {
        TestAgent agent = joined(false);
        send(agent, report(1, brokenHost()));

        assertThat(rows(agent, "select address from virtual_function where node_id = :node"))
                .isEmpty();
        assertThat(rows(agent, "select check_id from finding where node_id = :node")).isEmpty();
        assertThat(value(agent, "select verdict from node where id = :node")).isEqualTo("null");
        assertThat(value(agent, "select vf_active from node where id = :node")).isEqualTo("0");

        nodes.approve(agent.nodeId(), "ann");

        assertThat(rows(agent, "select address from virtual_function where node_id = :node"))
                .hasSize(8);
        assertThat(findings(agent)).hasSize(1);
        assertThat(value(agent, "select verdict from node where id = :node")).isEqualTo("BROKEN");
    }

    @Test
    void retiredNodeLeavesItsHistoryAndNothingElse() {
        TestAgent agent = approved();
        send(agent, report(1, brokenHost()));

        nodes.retire(agent.nodeId(), "ann");

        assertThat(findings(agent)).containsExactly("iommu-off-in-kernel closed 0");
        assertThat(rows(agent, "select address from physical_function where node_id = :node"))
                .isEmpty();
        assertThat(rows(agent, "select kind from history where node_id = :node"))
                .contains("finding-opened", "finding-resolved", "retired");
        assertThat(agent.report(report(2, brokenHost())).body()).contains("/problems/node-retired");
    }

    @Test
    void peoplesWishesAreJudgedAtOnceAndOnlyForTheCardTheyWereMeantFor() {
        TestAgent agent = approved();
        send(agent, report(1, Inventories.healthyHost()));
        want(agent, "0000:81:00.0", 8, null);
        want(agent, "0000:81:00.1", 8, "02:00:00:00:00:01");

        rediagnosis.of(agent.nodeId());

        assertThat(
                        rows(
                                agent,
                                "select subject from finding where node_id = :node and resolved_at is null"))
                .containsExactly("pf 0000:81:00.0");
        assertThat(value(agent, "select vf_desired from node where id = :node")).isEqualTo("8");
    }

    @Test
    void aCardWhoseSriovIsGoneIsBrokenUntilItIsBackOrNobodyWantsIt() {
        TestAgent agent = approved();
        send(agent, report(1, Inventories.healthyHost()));
        send(agent, report(2, withoutSriov("b8:3f:d2:10:00:00")));
        assertThat(lost(agent)).containsExactly("pf 0000:81:00.0");
        assertThat(value(agent, "select verdict || ' ' || verdict_link from node where id = :node"))
                .isEqualTo("BROKEN firmware");

        // remembered, and not only compared with the report before
        send(agent, report(3, withoutSriov("b8:3f:d2:10:00:00").label("rack", "r7")));
        assertThat(lost(agent)).containsExactly("pf 0000:81:00.0");
        want(agent, "0000:81:00.0", 0, "b8:3f:d2:10:00:00");
        rediagnosis.of(agent.nodeId());
        assertThat(lost(agent)).isEmpty();
        jdbc.sql("delete from desired_vfs").update();

        send(agent, report(4, withoutSriov("b8:3f:d2:ff:ff:ff")));
        assertThat(lost(agent)).as("another card in its place").isEmpty();
        send(agent, report(5, Inventories.healthyHost()));
        assertThat(rows(agent, "select address from former_pf where node_id = :node")).isEmpty();
    }

    private List<String> lost(TestAgent agent) {
        return rows(
                agent,
                """
                select subject from finding
                where node_id = :node and check_id = 'sriov-lost' and resolved_at is null
                """);
    }

    /// The healthy host whose first card is no PF any more.
    private static HostDraft withoutSriov(String mac) {
        PhysicalFunction pf = Inventories.healthyHost().build().physicalFunctions().getFirst();
        Netdev port = pf.netdevs().getFirst();
        return Inventories.healthyHost()
                .noPfs()
                .others(
                        new NetworkFunction(
                                pf.address(),
                                pf.vendorId(),
                                pf.deviceId(),
                                pf.classCode(),
                                pf.driver(),
                                pf.numaNode(),
                                pf.iommuGroup(),
                                List.of(
                                        new Netdev(
                                                port.name(),
                                                Optional.of(mac),
                                                Optional.of(mac),
                                                port.mtu(),
                                                port.operState(),
                                                port.speedMbps(),
                                                Optional.empty())),
                                List.of()));
    }

    private void want(TestAgent agent, String pf, int count, String mac) {
        jdbc.sql(
                        """
                        insert into desired_vfs (node_id, pf_address, num_vfs, mac, reason, updated_by, updated_at)
                        values (:node, :pf, :count, :mac, 'test', 'ann', now())
                        """)
                .param("node", agent.nodeId())
                .param("pf", pf)
                .param("count", count)
                .param("mac", mac)
                .update();
    }
}
