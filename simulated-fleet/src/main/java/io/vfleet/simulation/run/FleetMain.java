package io.vfleet.simulation.run;

import io.vfleet.simulation.SimulatedFleet;
import io.vfleet.simulation.SimulatedHost;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// `java -jar vfleet-simulated-fleet.jar --server URL --nodes N --state DIR …`.
public final class FleetMain {

    private static final int USAGE = 64;
    private static final int FAILED = 1;
    // long enough for requests under way, shorter than anybody's patience
    private static final Duration GRACE = Duration.ofSeconds(3);

    private FleetMain() {}

    public static void main(String[] args) throws InterruptedException {
        FleetLog.start();
        try {
            System.exit(run(FleetOptions.parse(args)));
        } catch (IllegalArgumentException | IOException e) {
            FleetLog.say(String.valueOf(e.getMessage()));
            System.exit(e instanceof IOException ? FAILED : USAGE);
        }
    }

    private static int run(FleetOptions options) throws IOException, InterruptedException {
        settle();
        List<SimulatedHost> hosts = SimulatedFleet.generate(options.nodes(), options.seed());
        Fleet fleet = new Fleet(options, hosts);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> fleet.stop(GRACE), "stop"));
        if (options.stopWhenStdinCloses()) {
            Thread.ofPlatform().daemon().name("stdin").start(FleetMain::endWithInput);
        }
        FleetLog.say(
                "%d simulated hosts (seed %d) for %s, state in %s"
                        .formatted(
                                options.nodes(),
                                options.seed(),
                                options.server(),
                                options.state()));
        tellTroubles(hosts);
        fleet.start();
        fleet.awaitEndings();
        FleetLog.say("no agent runs any more");
        return FAILED;
    }

    private static void tellTroubles(List<SimulatedHost> hosts) {
        String troubles =
                hosts.stream()
                        .flatMap(host ->
                                host.trouble().map(it -> host.hostname() + " " + it).stream())
                        .collect(Collectors.joining(", "));
        if (!troubles.isEmpty()) {
            FleetLog.say("not all changes go well here: " + troubles);
        }
    }

    // one process speaks for many nodes: as many connections are kept as are busy at a time
    private static void settle() {
        System.setProperty("http.maxConnections", "16");
        System.setProperty("sun.net.http.retryPost", "false");
    }

    private static void endWithInput() {
        try {
            while (System.in.read() >= 0) {
                // what is written there is of no interest
            }
        } catch (IOException e) {
            FleetLog.say("standard input failed: " + e.getMessage());
        }
        System.exit(0);
    }
}
