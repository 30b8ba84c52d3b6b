package io.vfleet.agent.push;

import io.vfleet.domain.inventory.Netdev;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.RdmaDevice;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// What an agent has done and seen, for those who ask on this machine.
final class Figures {

    // far above the two seconds between looks, and above what hung files and tools cost at first
    private static final Duration STALLED = Duration.ofMinutes(5);

    // enum ib_port_state (include/rdma/ib_verbs.h)
    private static final List<String> PORT_STATES =
            List.of("NOP", "DOWN", "INIT", "ARMED", "ACTIVE", "ACTIVE_DEFER");

    private final Timing timing;
    private final Map<Sent, Long> sent = new EnumMap<>(Sent.class);
    private Optional<NodeInventory> newest = Optional.empty();
    private Optional<Instant> delivered = Optional.empty();
    private long lookedAt;
    private int unacknowledged;

    Figures(Timing timing) {
        this.timing = timing;
        this.lookedAt = timing.nanoTime();
        for (Sent kind : Sent.values()) {
            sent.put(kind, 0L);
        }
    }

    /// What went to the server.
    enum Sent {
        REPORT_TAKEN("reports", "taken"),
        REPORT_FAILED("reports", "failed"),
        HEARTBEAT_TAKEN("heartbeats", "taken"),
        HEARTBEAT_FAILED("heartbeats", "failed");

        private final String what;
        private final String result;

        Sent(String what, String result) {
            this.what = what;
            this.result = result;
        }
    }

    synchronized void looked(long at, int pending) {
        lookedAt = at;
        unacknowledged = pending;
    }

    synchronized void saw(NodeInventory inventory) {
        newest = Optional.of(inventory);
    }

    synchronized void sent(Sent kind) {
        sent.merge(kind, 1L, Long::sum);
        if (kind == Sent.REPORT_TAKEN || kind == Sent.HEARTBEAT_TAKEN) {
            delivered = Optional.of(Instant.now());
        }
    }

    /// Why this agent is not well; empty where it is. A server that is away is no reason: to start
    /// an agent anew would not bring it back.
    synchronized Optional<String> trouble() {
        Duration silent = Duration.ofNanos(timing.nanoTime() - lookedAt);
        return silent.compareTo(STALLED) < 0
                ? Optional.empty()
                : Optional.of("the host was not looked at for " + silent.toSeconds() + " s");
    }

    /// In Prometheus' text format.
    synchronized String metrics() {
        MetricsText text = new MetricsText();
        own(text);
        newest.ifPresent(inventory -> host(text, inventory));
        text.process();
        return text.toString();
    }

    private void own(MetricsText text) {
        for (String what : new String[] {"reports", "heartbeats"}) {
            String name = "vfleet_agent_" + what + "_total";
            text.counter(name, "What was sent to the server, by what became of it");
            sent.forEach((kind, count) -> {
                if (kind.what.equals(what)) {
                    text.sample(name, count, "result", kind.result);
                }
            });
        }
        text.gauge("vfleet_agent_healthy", "Whether the host is being looked at");
        text.sample("vfleet_agent_healthy", trouble().isEmpty() ? 1 : 0);
        text.gauge(
                "vfleet_agent_unacknowledged_changes",
                "Changes of VF counts that the server does not have");
        text.sample("vfleet_agent_unacknowledged_changes", unacknowledged);
        if (delivered.isPresent()) {
            text.gauge(
                    "vfleet_agent_last_delivery_timestamp_seconds",
                    "When the server took something last");
            text.sample(
                    "vfleet_agent_last_delivery_timestamp_seconds",
                    delivered.get().getEpochSecond());
        }
    }

    private static void host(MetricsText text, NodeInventory inventory) {
        text.gauge("vfleet_agent_info", "The agent");
        text.sample("vfleet_agent_info", 1, "version", inventory.agentVersion());
        text.gauge("vfleet_agent_last_read_timestamp_seconds", "When the host was read as a whole");
        text.sample(
                "vfleet_agent_last_read_timestamp_seconds",
                inventory.collectedAt().getEpochSecond());
        text.gauge("vfleet_agent_unreadable", "Paths that could not be read");
        text.sample("vfleet_agent_unreadable", inventory.gaps().size());
        text.gauge("vfleet_agent_flapping", "What changes again and again");
        text.sample("vfleet_agent_flapping", inventory.journal().flapping().size());
        text.counter(
                "vfleet_agent_lost_changes_total",
                "Changes of VF counts that were forgotten for want of room");
        text.sample("vfleet_agent_lost_changes_total", inventory.journal().lostChanges());
        vfs(text, inventory);
        links(text, inventory);
    }

    private static void vfs(MetricsText text, NodeInventory inventory) {
        text.gauge("vfleet_agent_pf_vfs", "VFs of a PF; absent where that cannot be read");
        for (PhysicalFunction pf : inventory.physicalFunctions()) {
            pf.sriov().ifPresent(sriov -> sample(text, "vfleet_agent_pf_vfs", sriov.numVfs(), pf));
        }
        text.gauge("vfleet_agent_pf_vfs_limit", "Most VFs of a PF");
        for (PhysicalFunction pf : inventory.physicalFunctions()) {
            pf.sriov()
                    .ifPresent(sriov ->
                            sample(text, "vfleet_agent_pf_vfs_limit", sriov.totalVfs(), pf));
        }
    }

    private static void sample(
            MetricsText text, String name, OptionalInt count, PhysicalFunction pf) {
        count.ifPresent(number -> text.sample(name, number, pf));
    }

    // node_exporter's names and values, for the interfaces and RDMA devices of PFs
    private static void links(MetricsText text, NodeInventory inventory) {
        text.gauge("node_network_up", "Whether the link of a PF's interface is up");
        for (PhysicalFunction pf : inventory.physicalFunctions()) {
            for (Netdev netdev : pf.netdevs()) {
                netdev.operState()
                        .ifPresent(state ->
                                text.sample(
                                        "node_network_up",
                                        state.equals("up") ? 1 : 0,
                                        "device",
                                        netdev.name()));
            }
        }
        text.gauge("node_infiniband_state_id", "State of a PF's RDMA port: 1 down to 4 active");
        for (PhysicalFunction pf : inventory.physicalFunctions()) {
            pf.rdmaDevices().forEach(device -> ports(text, device));
        }
    }

    private static void ports(MetricsText text, RdmaDevice device) {
        for (RdmaDevice.Port port : device.ports()) {
            int id = port.state().map(PORT_STATES::indexOf).orElse(-1);
            if (id >= 0) {
                text.sample(
                        "node_infiniband_state_id",
                        id,
                        "device",
                        device.name(),
                        "port",
                        Integer.toString(port.number()));
            }
        }
    }
}
