package io.vfleet.bench.agent;

import io.vfleet.bench.support.Api;
import io.vfleet.bench.support.NoResult;
import io.vfleet.bench.support.ScratchServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The packaged agent on the tree, and the server it talks to, over http or TLS.
final class AgentProcess implements AutoCloseable {

    private static final Pattern REPORTED = Pattern.compile("reported to .*, (\\d+) bytes, ");
    private static final Pattern LAST_SEEN = Pattern.compile("\"lastSeen\" ?: ?\"([^\"]+)\"");
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(180);
    private static final int LAST_CHARACTERS = 2_000;

    private final ScratchServer server;
    private final Process process;
    private final Subject subject;
    private final Set<String> seen = new HashSet<>();

    private AgentProcess(ScratchServer server, Process process, Subject subject) {
        this.server = server;
        this.process = process;
        this.subject = subject;
    }

    static AgentProcess start(AgentOptions options, boolean tls)
            throws IOException, InterruptedException, NoResult {
        ScratchServer server = ScratchServer.start(options.server(), tls);
        try {
            Path log = log(server);
            Process process =
                    new ProcessBuilder(command(options, server, tls))
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            AgentProcess agent =
                    new AgentProcess(server, process, new Subject("the agent", process));
            agent.awaitReports(1);
            return agent;
        } catch (IOException | InterruptedException | NoResult e) {
            server.close();
            throw e;
        }
    }

    private static List<String> command(AgentOptions options, ScratchServer server, boolean tls)
            throws IOException {
        Api api = server.api();
        List<String> command = new ArrayList<>(options.agent());
        command.addAll(List.of("--server", api.base()));
        command.addAll(List.of("--state", server.data().resolve("agent-state").toString()));
        command.addAll(
                List.of(
                        "--enroll-token-file",
                        server.data().resolve("demo-enrollment-token").toString()));
        if (tls) {
            command.addAll(List.of("--ca-sha256", api.caSha256()));
        }
        return command;
    }

    Subject subject() {
        return subject;
    }

    /// Looks whether it has been heard of again.
    void lookAtServer() throws IOException, NoResult {
        Matcher found = LAST_SEEN.matcher(server.api().get("/api/v1/nodes"));
        if (!found.find()) {
            throw new NoResult("the server knows no node that was seen");
        }
        seen.add(found.group(1));
    }

    /// How often it was heard of, as far as was looked.
    int timesSeen() {
        return seen.size();
    }

    /// The compressed size of each report it has told of.
    List<Integer> reports() throws IOException {
        return REPORTED.matcher(Files.readString(log(server)))
                .results()
                .map((MatchResult it) -> Integer.valueOf(it.group(1)))
                .toList();
    }

    void awaitReports(int count) throws IOException, InterruptedException, NoResult {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (reports().size() < count) {
            if (!process.isAlive() || System.nanoTime() - deadline > 0) {
                throw new NoResult("the agent does not report, its last words:\n" + lastWords());
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private String lastWords() throws IOException {
        String log = Files.readString(log(server));
        return log.substring(Math.max(0, log.length() - LAST_CHARACTERS));
    }

    private static Path log(ScratchServer server) {
        return server.data().resolve("agent.log");
    }

    @Override
    public void close() {
        try {
            process.destroy();
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.close();
    }
}
