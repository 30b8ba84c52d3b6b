package io.vfleet.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.inventory.Netdev;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.VfCountOwner;
import io.vfleet.domain.inventory.VfHolder;
import io.vfleet.domain.testing.HostDraft;
import io.vfleet.domain.testing.Inventories;
import io.vfleet.domain.testing.VfDraft;
import io.vfleet.domain.wire.ChangedBy;
import io.vfleet.domain.wire.Report;
import io.vfleet.server.TestAgent;
import io.vfleet.server.nodes.Nodes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class IngestReportTests extends IngestScene {

    private static final PciAddress PF = PciAddress.parse("0000:81:00.0");
    private static final VfHolder POD =
            VfHolder.pod("u-1", Optional.of("llm/train-3"), "main", "nvidia.com/vf");
    private static final VfHolder QEMU =
            VfHolder.process(VfHolder.VFIO, 4711, "qemu-kvm", "/dev/vfio/7");
    private static final Instant CHANGED_AT = Instant.parse("2026-03-01T11:59:00Z");

    @Autowired private Nodes nodes;
    @Autowired private Rediagnosis rediagnosis;

    @Test
    void reportBecomesRows() {
        TestAgent agent = approved();

        send(agent, report(1, Inventories.healthyHost().label("site", "fra")));

        assertThat(
                        value(
                                agent,
                                """
                                select concat_ws(' ', hostname, verdict, pf_count, vf_active, reported_labels,
                                                 kernel_release, array_length(link_states, 1))
                                from node where id = :node
                                """))
                .isEqualTo("gpu-07 OK 2 8 {\"site\": \"fra\"} 6.8.0-45-generic 6");
        assertThat(
                        rows(
                                agent,
                                """
                                select concat_ws(' ', address, driver, num_vfs, total_vfs, in_scope, verdict)
                                from physical_function where node_id = :node order by address
                                """))
                .containsExactly(
                        "0000:81:00.0 mlx5_core 4 8 t OK", "0000:81:00.1 mlx5_core 4 8 t OK");
        assertThat(
                        rows(
                                agent,
                                "select pf_address || vf_index from virtual_function where node_id = :node"))
                .hasSize(8)
                .contains("0000:81:00.00", "0000:81:00.13");
        assertThat(value(agent, "select status from node_status where node_id = :node"))
                .isEqualTo("ONLINE");
    }

    @Test
    void unchangedReportWritesNothing() {
        TestAgent agent = approved();
        send(agent, report(1, broken()));
        List<String> before = versions(agent);

        send(agent, report(2, broken().collectedAt(Instant.parse("2026-03-01T13:00:00Z"))));

        assertThat(versions(agent)).isEqualTo(before);
        assertThat(duplicate(agent, report(2, Inventories.healthyHost()))).isTrue();
        assertThat(versions(agent)).isEqualTo(before);
    }

    @Test
    void onlyTheRowThatDiffersIsWritten() {
        TestAgent agent = approved();
        send(agent, report(1, Inventories.healthyHost()));
        List<String> before = vfVersions(agent);

        send(
                agent,
                report(
                        2,
                        Inventories.healthyHost()
                                .pf(0, pf -> pf.vf(1, vf -> vf.driver("vfio-pci")))));

        List<String> after = vfVersions(agent);
        assertThat(after).filteredOn(before::contains).hasSize(7);
        assertThat(
                        value(
                                agent,
                                "select subject || before || after from history where node_id = :node and kind = 'driver'"))
                .isEqualTo("vf 0000:81:00.3mlx5_corevfio-pci");
    }

    private List<String> vfVersions(TestAgent agent) {
        return rows(agent, "select address || xmin from virtual_function where node_id = :node");
    }

    @Test
    void whoHoldsAVfIsKeptAndCounted() {
        TestAgent agent = approved();
        HostDraft held =
                Inventories.healthyHost()
                        .pf(0, pf -> pf.vf(0, vf -> vf.heldBy(POD, QEMU)))
                        .pf(0, pf -> pf.vf(1, VfDraft::free))
                        .pf(1, pf -> pf.vf(0, vf -> vf.heldBy(QEMU)));
        send(agent, report(1, held));

        assertThat(
                        rows(
                                agent,
                                """
                                select concat_ws(' ', address, in_use, holder, pod, holders)
                                from virtual_function where node_id = :node and in_use is not null order by address
                                """))
                .containsExactly(
                        """
                        0000:81:00.2 t llm/train-3 llm/train-3 \
                        [{"kind":"kubelet","name":"llm/train-3","detail":"container main, nvidia.com/vf, uid u-1"},\
                        {"kind":"vfio","name":"qemu-kvm","detail":"pid 4711, /dev/vfio/7"}]\
                        """,
                        "0000:81:00.3 f []",
                        """
                        0000:81:01.2 t qemu-kvm \
                        [{"kind":"vfio","name":"qemu-kvm","detail":"pid 4711, /dev/vfio/7"}]\
                        """);
        String counts =
                "select concat_ws(' ', vf_active, vf_in_use, vf_in_use_unknown) from node where id = :node";
        assertThat(value(agent, counts)).isEqualTo("8 2 5");

        List<String> before = vfVersions(agent);
        send(agent, report(2, held.pf(1, pf -> pf.vf(0, VfDraft::free))));
        assertThat(vfVersions(agent)).filteredOn(before::contains).hasSize(7);
        assertThat(value(agent, counts)).isEqualTo("8 1 5");
    }

    @Test
    void theLinkOfAPfIsKept() {
        TestAgent agent = approved();
        Netdev port =
                new Netdev(
                        "ens3f0",
                        Optional.of("02:00:00:00:00:01"),
                        Optional.empty(),
                        OptionalInt.of(9000),
                        Optional.of("up"),
                        OptionalInt.of(400_000),
                        Optional.empty());
        send(agent, report(1, Inventories.healthyHost().pf(0, pf -> pf.netdevs(port))));

        assertThat(
                        rows(
                                agent,
                                """
                                select concat_ws(' ', oper_state, speed_mbps)
                                from physical_function where node_id = :node order by address
                                """))
                .containsExactly("up 400000", "up");
    }

    @Test
    void rowsOfWhatIsGoneGo() {
        TestAgent agent = approved();
        send(agent, report(1, Inventories.healthyHost()));

        send(agent, report(2, Inventories.healthyHost().pf(0, pf -> pf.vfs(1))));

        assertThat(vfVersions(agent)).hasSize(5);
        assertThat(value(agent, "select vf_active from node where id = :node")).isEqualTo("5");
    }

    @Test
    void repeatsAndLateReportsHaveNoEffect() {
        TestAgent agent = approved();
        send(agent, report(1, 5, Inventories.healthyHost()));
        List<String> before = versions(agent);

        assertThat(duplicate(agent, report(1, 5, broken()))).isTrue();
        assertThat(duplicate(agent, report(1, 4, broken()))).isTrue();
        assertThat(duplicate(agent, report(0, 9, broken()))).isTrue();
        assertThat(versions(agent)).isEqualTo(before);
        assertThat(duplicate(agent, report(2, 1, broken()))).isFalse();
    }

    @Test
    void changesOfALateReportEnterHistoryOnce() {
        TestAgent agent = approved();
        send(agent, report(1, 5, Inventories.healthyHost()));
        var change = new Report.Change(CHANGED_AT, "boot", PF, 4, 0);
        Report late = report(1, 4, Inventories.healthyHost(), change);

        assertThat(duplicate(agent, late)).isTrue();
        assertThat(duplicate(agent, late)).isTrue();

        assertThat(numVfs(agent)).containsExactly("4→0");
    }

    @Test
    void changeThatWasToldIsNotSeenASecondTime() {
        TestAgent agent = approved();
        send(agent, report(1, Inventories.healthyHost()));
        var told = new Report.Change(CHANGED_AT, "boot", PF, 4, 2);

        send(agent, report(2, Inventories.healthyHost().pf(0, pf -> pf.vfs(2)), told));
        send(agent, report(3, Inventories.healthyHost().pf(0, pf -> pf.vfs(3))));

        assertThat(numVfs(agent)).containsExactly("4→2", "2→3");
    }

    @Test
    void changeOfAHostWhoseClockIsAheadEntersHistoryOnceAndNotInTheFuture() {
        TestAgent agent = approved();
        Instant ahead = Instant.now().plus(Duration.ofMinutes(10));
        var change = new Report.Change(ahead, "boot", PF, 4, 0);

        send(agent, report(1, Inventories.healthyHost(), change));
        send(agent, report(2, Inventories.healthyHost(), change));

        assertThat(numVfs(agent)).containsExactly("4→0");
        assertThat(
                        value(
                                agent,
                                "select at <= now() from history where node_id = :node and kind = 'num-vfs'"))
                .isEqualTo("t");
    }

    @Test
    void historySaysWhoChangedACount() {
        TestAgent agent = approved();
        UUID operation = UUID.randomUUID();
        var netplan =
                new VfCountOwner(
                        "netplan", "/etc/netplan/1.yaml", Optional.empty(), OptionalInt.empty());

        send(
                agent,
                report(
                        1,
                        Inventories.healthyHost(),
                        by(1, Optional.of(new ChangedBy.Operation(operation))),
                        by(2, Optional.of(new ChangedBy.Foreign(Optional.of(netplan)))),
                        by(3, Optional.of(new ChangedBy.Foreign(Optional.empty()))),
                        by(4, Optional.empty())));

        assertThat(
                        rows(
                                agent,
                                """
                                select concat_ws(' | ', detail ->> 'operation', detail ->> 'by', detail ->> 'reason', detail ->> 'bootId')
                                from history where node_id = :node and kind = 'num-vfs' order by after
                                """))
                .containsExactly(
                        operation + " | boot",
                        "somebody else, perhaps netplan | /etc/netplan/1.yaml | boot",
                        "somebody else | boot",
                        "boot");
    }

    private static Report.Change by(int to, Optional<ChangedBy> by) {
        return new Report.Change(CHANGED_AT, "boot", PF, 0, to, by);
    }

    @Test
    void flappingEntersHistoryWhenItBeginsAndWhenItEndsWithItsCount() {
        TestAgent agent = approved();
        send(agent, report(1, flapping(8, true)));
        send(agent, report(2, flapping(64, true)));
        send(agent, report(3, flapping(90, false)));
        send(agent, report(4, flapping(90, false).bootId("another")));

        assertThat(
                        rows(
                                agent,
                                """
                                select subject || ': ' || after || ', ' || (detail ->> 'reason') from history
                                where node_id = :node and kind = 'flapping' order by at
                                """))
                .containsExactly(
                        "pf 0000:81:00.0: changes all the time, /sys/class/net/ens3f0/operstate",
                        "pf 0000:81:00.0: at rest after 90 changes, /sys/class/net/ens3f0/operstate");
    }

    private static HostDraft flapping(int changes, boolean damped) {
        var flap =
                new Journal.Flapping(
                        "/sys/class/net/ens3f0/operstate",
                        CHANGED_AT,
                        CHANGED_AT.plusSeconds(changes),
                        changes,
                        damped);
        return Inventories.healthyHost().journal(Journal.EMPTY.with(List.of(flap)));
    }

    private List<String> numVfs(TestAgent agent) {
        return rows(
                agent,
                """
                select before || '→' || after from history
                where node_id = :node and kind = 'num-vfs' order by id
                """);
    }

    @Test
    void newBootIsRemembered() {
        TestAgent agent = approved();
        send(agent, report(1, Inventories.healthyHost()));
        send(agent, report(2, 1, Inventories.healthyHost().bootId("another")));

        assertThat(
                        value(
                                agent,
                                "select after from history where node_id = :node and kind = 'boot'"))
                .isEqualTo("another");
    }

    @Test
    void agentRestoredFromABackupIsBelievedOnceTheNewerOneIsSilent() {
        TestAgent agent = approved();
        send(agent, report(8, 3, Inventories.healthyHost()));
        assertThat(duplicate(agent, report(5, 1, broken()))).isTrue();

        jdbc.sql("update node_presence set last_seen = now() - interval '16 minutes'").update();

        assertThat(beat(agent, 5, 2, broken()).reportWanted()).isTrue();
        assertThat(duplicate(agent, report(5, 3, broken()))).isFalse();
        assertThat(duplicate(agent, report(5, 3, broken()))).isTrue();
    }

    @Test
    void findingIsOpenedClosedAndOpenedAgain() {
        TestAgent agent = approved();
        send(agent, report(1, broken()));
        assertThat(findings(agent)).containsExactly("iommu-off-in-kernel open 0");
        assertThat(value(agent, "select verdict || ' ' || verdict_link from node where id = :node"))
                .isEqualTo("BROKEN kernel");

        send(agent, report(2, Inventories.healthyHost()));
        assertThat(findings(agent)).containsExactly("iommu-off-in-kernel closed 0");

        send(agent, report(3, broken()));
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
        send(agent, report(1, broken()));

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
        send(agent, report(1, broken()));

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
        send(agent, report(1, broken()));

        nodes.retire(agent.nodeId(), "ann");

        assertThat(findings(agent)).containsExactly("iommu-off-in-kernel closed 0");
        assertThat(rows(agent, "select address from physical_function where node_id = :node"))
                .isEmpty();
        assertThat(rows(agent, "select kind from history where node_id = :node"))
                .contains("finding-opened", "finding-resolved", "retired");
        assertThat(agent.report(report(2, broken())).body()).contains("/problems/node-retired");
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

    private static HostDraft broken() {
        return Inventories.healthyHost().iommuOffInKernel();
    }
}
