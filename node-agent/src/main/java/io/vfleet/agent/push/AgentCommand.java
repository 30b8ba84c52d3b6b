package io.vfleet.agent.push;

import io.vfleet.agent.AgentVersion;
import io.vfleet.agent.Options;
import io.vfleet.agent.Roots;
import io.vfleet.agent.UsageProblem;
import io.vfleet.agent.host.Host;
import io.vfleet.agent.state.AgentState;
import io.vfleet.agent.state.StateProblem;
import io.vfleet.agent.tls.Fingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// `agent --server URL …`: runs this host's agent until it is told to stop.
public final class AgentCommand {

    private static final System.Logger LOG = System.getLogger("io.vfleet.agent");
    private static final int STOPPED = 0;
    private static final int FAILED = 1;
    private static final int FAREWELL_MILLIS = 1_000;
    private static final Set<String> KNOWN =
            Set.of(
                    "--config",
                    "--server",
                    "--enroll-token",
                    "--enroll-token-file",
                    "--ca-sha256",
                    "--root",
                    "--state",
                    "--hostname",
                    "--metrics-port");

    private AgentCommand() {}

    public static int run(List<String> words) throws UsageProblem {
        Options options = ConfigFile.completing(Options.parse(words, KNOWN));
        ServerAddress server = server(options);
        Optional<Fingerprint> ca = CaOption.of(options, server);
        AgentOptions told =
                new AgentOptions(hostname(options), enrollToken(options), Timing.SYSTEM);
        Host host = Roots.host(options);
        try (AgentState state = AgentState.open(StateFolder.of(options))) {
            if (state.nodeId().isEmpty() && told.enrollToken().isEmpty()) {
                throw new UsageProblem("this node is not enrolled yet: --enroll-token is missing");
            }
            AgentHost watched = AgentHost.watching(host, AgentVersion.current());
            ServerClient client = new ServerClient(server, CaOption.trust(ca, state));
            return run(new Agent(watched, client, state, told), metricsPort(options));
        } catch (StateProblem problem) {
            return failed(String.valueOf(problem.getMessage()));
        }
    }

    private static int run(Agent agent, Optional<Integer> metricsPort) throws UsageProblem {
        if (metricsPort.isEmpty()) {
            return untilStopped(agent);
        }
        try (LocalPage page = LocalPage.serve(metricsPort.get(), agent.figures())) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "figures at http://127.0.0.1:{0}/metrics",
                    Integer.toString(page.port()));
            return untilStopped(agent);
        }
    }

    private static Optional<Integer> metricsPort(Options options) throws UsageProblem {
        Optional<String> port = options.value("--metrics-port");
        if (port.isEmpty()) {
            return Optional.empty();
        }
        if (!port.get().matches("\\d{1,5}") || Integer.parseInt(port.get()) > 65_535) {
            throw new UsageProblem("--metrics-port is a number up to 65535, not " + port.get());
        }
        return port.map(Integer::valueOf);
    }

    private static int untilStopped(Agent agent) {
        Thread worker = Thread.currentThread();
        CountDownLatch ended = new CountDownLatch(1);
        Thread farewell = new Thread(() -> stop(worker, ended), "farewell");
        Runtime.getRuntime().addShutdownHook(farewell);
        Housekeeping.start();
        try {
            return switch (agent.run()) {
                case Ending.Stopped() -> STOPPED;
                case Ending.NotEnrolled(var why) -> failed(why);
            };
        } finally {
            ended.countDown();
        }
    }

    // what is on disk is whole at any time: an agent that waits for an answer may just end
    private static void stop(Thread worker, CountDownLatch ended) {
        if (ended.getCount() == 0) {
            return;
        }
        worker.interrupt();
        try {
            boolean inTime = ended.await(FAREWELL_MILLIS, TimeUnit.MILLISECONDS);
            LOG.log(System.Logger.Level.DEBUG, "ended in time: {0}", inTime);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int failed(String why) {
        LOG.log(System.Logger.Level.ERROR, why);
        return FAILED;
    }

    static ServerAddress server(Options options) throws UsageProblem {
        Optional<String> url = options.value("--server");
        if (url.isEmpty()) {
            throw new UsageProblem("--server URL is missing");
        }
        try {
            return ServerAddress.parse(url.get());
        } catch (IllegalArgumentException e) {
            throw new UsageProblem(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> hostname(Options options) throws UsageProblem {
        Optional<String> name = options.value("--hostname").map(String::strip);
        if (name.filter(String::isEmpty).isPresent()) {
            throw new UsageProblem("--hostname is empty");
        }
        return name;
    }

    private static Optional<String> enrollToken(Options options) throws UsageProblem {
        Optional<String> file = options.value("--enroll-token-file");
        Optional<String> token = options.value("--enroll-token");
        if (file.isPresent() && token.isPresent()) {
            throw new UsageProblem("give --enroll-token or --enroll-token-file, not both");
        }
        Optional<String> found = file.isPresent() ? Optional.of(read(file.get())) : token;
        if (found.filter(String::isBlank).isPresent()) {
            throw new UsageProblem("the enrollment token is empty");
        }
        return found.map(String::strip);
    }

    private static String read(String file) throws UsageProblem {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UsageProblem("cannot read the enrollment token from " + file);
        }
    }
}
