package io.vfleet.simulation.run;

import io.vfleet.agent.collect.InventoryCollector;
import io.vfleet.agent.push.Agent;
import io.vfleet.agent.push.AgentHost;
import io.vfleet.agent.push.AgentOptions;
import io.vfleet.agent.push.Ending;
import io.vfleet.agent.push.ServerClient;
import io.vfleet.agent.push.Timing;
import io.vfleet.agent.state.AgentState;
import io.vfleet.agent.state.StateProblem;
import io.vfleet.domain.inventory.Journal;
import io.vfleet.simulation.Life;
import io.vfleet.simulation.SimulatedHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Runs a real agent on every host until it is stopped.
final class Fleet {

    // a fleet that starts at once would only queue up at the server
    private static final int STARTS_PER_SECOND = 40;

    private static final long FIRST_EPOCH = 1;

    private final FleetOptions options;
    private final Optional<String> token;
    private final List<Thread> agents;
    private final Thread life;
    private volatile boolean stopping;

    Fleet(FleetOptions options, List<SimulatedHost> hosts) throws IOException {
        this.options = options;
        this.token = token(options.tokenFile());
        this.agents = hosts.stream().map(this::agent).toList();
        this.life =
                Thread.ofVirtual()
                        .name("life")
                        .unstarted(() -> new Life(hosts, options.seed()).run());
    }

    private static Optional<String> token(Optional<Path> file) throws IOException {
        // gone after the first start is fine: enrolled nodes have their keys
        if (file.isEmpty() || !Files.exists(file.get())) {
            return Optional.empty();
        }
        return Optional.of(Files.readString(file.get()).strip());
    }

    /// Starts the agents one after another; returns when all are started or the fleet is stopped.
    void start() throws InterruptedException {
        // on a virtual thread, too: it stands in line with the agents, so that on a busy machine
        // no more are started than get on
        Thread starter = Thread.ofVirtual().name("starter").start(this::startAll);
        starter.join();
    }

    private void startAll() {
        Duration pause = Duration.ofSeconds(1).dividedBy(STARTS_PER_SECOND);
        for (Thread agent : agents) {
            if (stopping) {
                return;
            }
            agent.start();
            pause(pause);
        }
        FleetLog.say("all " + agents.size() + " agents have started");
        if (!options.still()) {
            life.start();
        }
    }

    /// Returns when no started agent runs any more.
    void awaitEndings() throws InterruptedException {
        for (Thread agent : agents) {
            agent.join();
        }
    }

    boolean anyRunning() {
        return agents.stream().anyMatch(Thread::isAlive);
    }

    /// Ends all agents; what takes longer than `grace` ends with the process.
    void stop(Duration grace) {
        stopping = true;
        life.interrupt();
        agents.forEach(Thread::interrupt);
        long until = System.nanoTime() + grace.toNanos();
        try {
            for (Thread agent : agents) {
                long left = Math.max(1, (until - System.nanoTime()) / 1_000_000);
                agent.join(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Thread agent(SimulatedHost host) {
        return Thread.ofVirtual().name(host.hostname()).unstarted(() -> run(host));
    }

    private void run(SimulatedHost host) {
        try (AgentState state = AgentState.open(options.state().resolve(host.hostname()))) {
            if (state.epoch() > FIRST_EPOCH) {
                // the host lived in the memory of the process before
                host.comeUpAgain();
            }
            switch (agent(host, state).run()) {
                case Ending.Stopped() -> {}
                case Ending.NotEnrolled(String why) -> FleetLog.warn(host.hostname() + ": " + why);
            }
        } catch (StateProblem | IllegalArgumentException e) {
            FleetLog.warn(host.hostname() + ": " + e.getMessage());
        }
    }

    private Agent agent(SimulatedHost host, AgentState state) {
        InventoryCollector collector =
                new InventoryCollector(host, InstantSource.system(), version());
        AgentHost watched =
                new AgentHost(
                        _ -> collector.collectAnew(Journal.EMPTY),
                        host::changes,
                        Optional.of(host));
        return new Agent(
                watched,
                new ServerClient(options.server(), options.trust()),
                state,
                new AgentOptions(Optional.empty(), token, Timing.SYSTEM));
    }

    private static String version() {
        return Optional.ofNullable(Fleet.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
