package io.vfleet.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.inventory.VfAdmin;
import io.vfleet.domain.testing.Devices;
import io.vfleet.domain.testing.HostDraft;
import io.vfleet.domain.testing.Inventories;
import io.vfleet.server.Eventually;
import io.vfleet.server.TestAgent;
import io.vfleet.server.nodes.Nodes;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// Nodes that bear the same MACs, and what each of them is told.
class AddressesOfTwoNodesTests extends IngestScene {

    private static final String MAC = "02:aa:00:00:00:01";
    private static final String OTHER = "02:aa:00:00:00:02";

    @Autowired private AddressWatch watch;
    @Autowired private AddressStore store;
    @Autowired private Nodes nodes;

    private int machines;

    @Test
    void twoCardsWithOneMacAreToldOnBothNodesUntilOneIsChanged() {
        TestAgent first = approved();
        TestAgent second = approved();
        send(first, report(1, card("b8:aa:00:00:00:01").hostname("first")));
        send(second, report(1, card("b8:aa:00:00:00:01").hostname("second")));
        Eventually.so(() -> open(first) == 1 && open(second) == 1);
        assertThat(cause(first))
                .contains("b8:aa:00:00:00:01 of 0000:10:00.0", "0000:10:00.0 of second.");
        assertThat(cause(second)).contains("of first.");

        send(second, report(2, card("b8:aa:00:00:00:02").hostname("second")));
        assertThat(open(second)).as("it says so itself").isZero();
        Eventually.so(() -> open(first) == 0);
        assertThat(shared()).as("nothing is left to look at").isZero();
    }

    @Test
    void aVmThatMovesTakesItsMacAlongAndNobodyIsTold() {
        TestAgent left = approved();
        TestAgent reached = approved();
        HostDraft host = vf(MAC, 0);
        send(left, report(1, host));
        send(reached, report(1, vf(MAC, 0)));
        settled();
        assertThat(open(left) + open(reached)).isZero();
        beat(left, 1, 2, host);
        settled();
        assertThat(open(left) + open(reached)).as("a heartbeat tells nothing new").isZero();

        send(left, report(3, vf(OTHER, 0)));
        settled();
        assertThat(rows(left, findings("true"))).isEmpty();
        assertThat(rows(reached, findings("true"))).isEmpty();
        assertThat(shared()).isZero();
    }

    @Test
    void twoVfsSeenWithOneMacAtOneTimeAreTold() {
        TestAgent first = approved();
        TestAgent second = approved();
        HostDraft host = vf(MAC, 0);
        send(first, report(1, host));
        send(second, report(1, vf(MAC, 0)));
        send(first, report(2, host));
        Eventually.so(() -> open(first) == 1 && open(second) == 1);
    }

    @Test
    void anAgentThatHasLookedSinceAndSaysNothingConfirmsIt() {
        TestAgent first = approved();
        TestAgent second = approved();
        send(first, report(1, vf(MAC, 0)));
        send(second, report(1, vf(MAC, 0)));
        settled();
        assertThat(open(first)).isZero();
        jdbc.sql("update wire_address set since = now() - interval '12 minutes'").update();
        Eventually.so(() -> open(first) == 1 && open(second) == 1);
    }

    @Test
    void whoFallsSilentProvesNothingAndIsToldNothing() {
        TestAgent first = approved();
        TestAgent second = approved();
        HostDraft host = card("b8:aa:00:00:00:01");
        send(first, report(1, host));
        send(second, report(1, card("b8:aa:00:00:00:01")));
        Eventually.so(() -> open(first) == 1 && open(second) == 1);

        silentFor(first, "5 minutes");
        settled();
        assertThat(open(second)).as("it may come back at once").isOne();
        silentFor(first, "20 minutes");
        Eventually.so(() -> open(second) == 0);
        assertThat(open(first)).as("nobody has seen that it is over").isOne();

        beat(first, 1, 2, host);
        Eventually.so(() -> open(second) == 1);
        nodes.retire(first.nodeId(), "ann");
        Eventually.so(() -> open(second) == 0);
        assertThat(open(first)).isZero();
        assertThat(rows(first, "select address from wire_address where node_id = :node")).isEmpty();
    }

    @Test
    void oneMachineUnderTwoKeysHasItsAddressesOnce() {
        TestAgent before = approved();
        TestAgent after = approved();
        HostDraft host = card("b8:aa:00:00:00:01").machineId("one");
        send(before, report(1, host));
        send(after, report(1, host));
        settled();
        assertThat(shared()).isZero();
        assertThat(open(before) + open(after)).isZero();
    }

    @Test
    void inTwoVlansThereMayBeTwo() {
        TestAgent first = approved();
        TestAgent second = approved();
        HostDraft host = vf(MAC, 100);
        send(first, report(1, host));
        send(second, report(1, vf(MAC, 200)));
        send(first, report(2, host));
        settled();
        assertThat(open(first) + open(second)).isZero();
        send(second, report(2, vf(MAC, 100)));
        send(first, report(3, host));
        Eventually.so(() -> open(first) == 1 && open(second) == 1);
    }

    @Test
    void ofTwoThatComeAtOnceBothAreTold() {
        List<TestAgent> agents = IntStream.range(0, 12).mapToObj(_ -> approved()).toList();
        CompletableFuture.allOf(
                        IntStream.range(0, agents.size())
                                .mapToObj(i -> {
                                    HostDraft host = card("b8:aa:00:00:01:0" + i / 2);
                                    return CompletableFuture.runAsync(
                                            () -> send(agents.get(i), report(1, host)));
                                })
                                .toArray(CompletableFuture[]::new))
                .join();
        Eventually.so(() -> agents.stream().allMatch(agent -> open(agent) == 1));
    }

    @Test
    void anUnchangedNodeWritesNoAddresses() {
        TestAgent agent = approved();
        HostDraft host = vf(MAC, 0);
        send(agent, report(1, host));
        String sql = "select xmin || address from wire_address where node_id = :node order by 1";
        List<String> before = rows(agent, sql);
        assertThat(before).hasSize(2);
        send(agent, report(2, host.bootId(UUID.randomUUID().toString())));
        assertThat(rows(agent, sql)).isEqualTo(before);
    }

    /// A host of its own machine whose PF has this MAC.
    private HostDraft card(String mac) {
        HostDraft host = vf("02:bb:00:00:%02x:01".formatted(machines), 0);
        return host.pf(0, pf -> pf.netdevs(Devices.netdev("ens3f0", mac, "up")));
    }

    /// A host of its own machine whose one VF has this MAC.
    private HostDraft vf(String mac, int vlan) {
        machines++;
        String own = "b8:bb:00:00:%02x:00".formatted(machines);
        return Inventories.host(1, 1)
                .machineId("machine-" + machines)
                .pf(
                        0,
                        pf ->
                                pf.netdevs(Devices.netdev("ens3f0", own, "up"))
                                        .vf(0, vf -> vf.admin(admin(mac, vlan)).netdevs()));
    }

    private static VfAdmin admin(String mac, int vlan) {
        VfAdmin usual = Devices.admin(mac);
        return new VfAdmin(
                Optional.of(mac),
                OptionalInt.of(vlan),
                usual.qos(),
                usual.spoofchk(),
                usual.trust(),
                usual.linkState(),
                usual.minTxRate(),
                usual.maxTxRate());
    }

    private void silentFor(TestAgent agent, String time) {
        jdbc.sql(
                        "update node_presence set last_seen = now() - cast(:time as interval) where node_id = :node")
                .param("time", time)
                .param("node", agent.nodeId())
                .update();
    }

    /// Until all that is known is looked at and judged.
    private void settled() {
        watch.look();
        assertThat(store.unsettled()).isFalse();
        Eventually.so(() -> waiting() == 0);
    }

    private int waiting() {
        return jdbc.sql("select count(*) from rejudge").query(Integer.class).single();
    }

    private int shared() {
        watch.look();
        return jdbc.sql("select count(*) from shared_address").query(Integer.class).single();
    }

    private int open(TestAgent agent) {
        return rows(agent, findings("resolved_at is null")).size();
    }

    private String cause(TestAgent agent) {
        return String.join("", rows(agent, findings("resolved_at is null")));
    }

    private static String findings(String which) {
        return "select cause from finding where node_id = :node and check_id = 'address-on-other-node' and "
                + which;
    }
}
