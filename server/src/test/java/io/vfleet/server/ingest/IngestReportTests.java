package io.vfleet.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.inventory.Netdev;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.VfCountOwner;
import io.vfleet.domain.inventory.VfHolder;
import io.vfleet.domain.testing.HostDraft;
import io.vfleet.domain.testing.Inventories;
import io.vfleet.domain.testing.VfDraft;
import io.vfleet.server.TestAgent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class IngestReportTests extends IngestScene {

    private static final VfHolder POD =
            VfHolder.pod("u-1", Optional.of("llm/train-3"), Optional.of("main"), "nvidia.com/vf");
    private static final VfHolder QEMU =
            VfHolder.process(VfHolder.VFIO, 4711, "qemu-kvm", "/dev/vfio/7");

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
        send(agent, report(1, brokenHost()));
        List<String> before = versions(agent);

        send(agent, report(2, brokenHost().collectedAt(Instant.parse("2026-03-01T13:00:00Z"))));

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
    void whatComesAfterABootIsKept() {
        TestAgent agent = approved();
        PciAddress pf = PciAddress.parse("0000:81:00.0");
        VfCountOwner rule =
                new VfCountOwner(
                        VfCountOwner.OWN,
                        "/etc/udev/rules.d/71-vfleet-020000000001.rules",
                        Optional.of(pf),
                        OptionalInt.of(4));
        send(agent, report(1, Inventories.healthyHost().owners(rule)));
        String after =
                """
                select concat_ws(' ', boot_vfs, boot_set_by) from physical_function
                where node_id = :node order by address
                """;
        assertThat(rows(agent, after))
                .containsExactly(
                        """
                        4 [{"kind":"vfleet","path":"/etc/udev/rules.d/71-vfleet-020000000001.rules","numVfs":4,"fights":false}]\
                        """,
                        "0 []");

        send(agent, report(2, Inventories.healthyHost().owners().gap("/etc/netplan", "denied")));
        assertThat(rows(agent, after)).containsExactly("", "");
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

        assertThat(duplicate(agent, report(1, 5, brokenHost()))).isTrue();
        assertThat(duplicate(agent, report(1, 4, brokenHost()))).isTrue();
        assertThat(duplicate(agent, report(0, 9, brokenHost()))).isTrue();
        assertThat(versions(agent)).isEqualTo(before);
        assertThat(duplicate(agent, report(2, 1, brokenHost()))).isFalse();
    }

    @Test
    void agentRestoredFromABackupIsBelievedOnceTheNewerOneIsSilent() {
        TestAgent agent = approved();
        send(agent, report(8, 3, Inventories.healthyHost()));
        assertThat(duplicate(agent, report(5, 1, brokenHost()))).isTrue();

        jdbc.sql("update node_presence set last_seen = now() - interval '16 minutes'").update();

        assertThat(beat(agent, 5, 2, brokenHost()).reportWanted()).isTrue();
        assertThat(duplicate(agent, report(5, 3, brokenHost()))).isFalse();
        assertThat(duplicate(agent, report(5, 3, brokenHost()))).isTrue();
    }
}
