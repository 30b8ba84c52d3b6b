package io.vfleet.agent.push;

import io.vfleet.agent.collect.InventoryCollector;
import io.vfleet.agent.host.Host;
import io.vfleet.agent.host.HostReader;
import io.vfleet.domain.inventory.Journal;
import java.time.InstantSource;
import java.util.Optional;

/// The host an agent watches: how to read it whole, and how to see cheaply that it changed.
///
/// @param host what commands are done to; empty where the agent takes none
public record AgentHost(Collector collector, ChangeSignal signal, Optional<Host> host) {

    /// A host that is only watched.
    public AgentHost(Collector collector, ChangeSignal signal) {
        this(collector, signal, Optional.empty());
    }

    /// A host that is watched by looking at its folders.
    public static AgentHost watching(Host host, String agentVersion) {
        return watching(host, agentVersion, new Look(host));
    }

    /// A host that has a cheaper signal.
    public static AgentHost watching(Host host, String agentVersion, ChangeSignal signal) {
        InventoryCollector collector =
                new InventoryCollector(host, InstantSource.system(), agentVersion);
        return new AgentHost(collecting(collector), signal, Optional.of(host));
    }

    // the agent adds what it remembers after having compared
    private static Collector collecting(InventoryCollector collector) {
        return depth ->
                switch (depth) {
                    case USUAL -> collector.collect(Journal.EMPTY);
                    case SLOW -> collector.collectAnew(Journal.EMPTY);
                    case WHOLE -> collector.collectWhole(Journal.EMPTY);
                };
    }

    /// Who reads this host.
    HostReader reader() {
        return host.map(Host::reader).orElse(HostReader.AT_ONCE);
    }
}
