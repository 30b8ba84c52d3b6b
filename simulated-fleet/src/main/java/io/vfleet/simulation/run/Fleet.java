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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Runs a real agent on every host until it is stopped.
final class Fleet {

    // a fleet that starts at once would only queue up at the server
    private static final int STARTS_PER_SECOND = 40;

    private static final long FIRST_EPOCH = 1;
    private static final Duration LOOK = Duration.ofMillis(500);

    private final FleetOptions options;
    private final Optional<String> token;
    private final Map<String, Resident> residents = new LinkedHashMap<>();
    private final Thread life;
    private final Optional<Thread> chaos;
    private volatile boolean stopping;

    Fleet(FleetOptions options, List<SimulatedHost> hosts) throws IOException {
        this.options = options;
        this.token = token(options.tokenFile());
        hosts.forEach(host -> residents.put(host.hostname(), new Resident(host, this::run)));
        this.life =
                Thread.ofVirtual()
                        .name("life")
                        .unstarted(() -> new Life(hosts, options.seed()).run());
        this.chaos =
                options.chaos()
                        .map(file ->
                                Thread.ofVirtual()
                                        .name("chaos")
                                        .unstarted(new Chaos(file, residents)));
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
        for (Resident resident : residents.values()) {
            if (stopping) {
                return;
            }
            resident.start();
            pause(pause);
        }
        FleetLog.say("all " + residents.size() + " agents have started");
        if (!options.still()) {
            life.start();
        }
        chaos.ifPresent(Thread::start);
    }

    /// Returns when no agent runs any more, and none will.
    void awaitEndings() throws InterruptedException {
        while (residents.values().stream().anyMatch(Resident::lives)) {
            Thread.sleep(LOOK);
        }
    }

    boolean anyRunning() {
        return agents().anyMatch(Thread::isAlive);
    }

    /// Their threads, which have the hosts' names.
    Stream<Thread> agents() {
        return residents.values().stream().map(Resident::agent);
    }

    /// Ends all agents; what takes longer than `grace` ends with the process.
    void stop(Duration grace) {
        stopping = true;
        life.interrupt();
        chaos.ifPresent(Thread::interrupt);
        agents().forEach(Thread::interrupt);
        long until = System.nanoTime() + grace.toNanos();
        try {
            for (Thread agent : agents().toList()) {
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
