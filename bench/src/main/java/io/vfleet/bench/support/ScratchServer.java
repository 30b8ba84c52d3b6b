package io.vfleet.bench.support;

import io.vfleet.bench.http.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A server of our own with an empty database, in a directory that goes with it.
///
/// It ends when its standard input does: also when this process is killed.
public final class ScratchServer implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(180);
    private static final Duration STOP = Duration.ofSeconds(60);
    private static final int LAST_LINES = 20;
    private static final Pattern COMPLAINT =
            Pattern.compile(" (WARN|ERROR) |^(Caused by: )?[\\w.$]+(Exception|Error)\\b");

    private final Path directory;
    private final Process process;
    private final Api api;

    private ScratchServer(Path directory, Process process, Api api) {
        this.directory = directory;
        this.process = process;
        this.api = api;
    }

    /// Starts one that speaks plain http and waits until it is ready.
    public static ScratchServer start(List<String> command)
            throws IOException, InterruptedException {
        return start(command, false);
    }

    /// @param tls below a CA of its own
    public static ScratchServer start(List<String> command, boolean tls)
            throws IOException, InterruptedException {
        // searchable by others: PostgreSQL may have to run as another user
        Path directory =
                Files.createTempDirectory(
                        "vfleet-bench",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx--x--x")));
        int port = freePort();
        List<String> whole = withOptions(command, port, directory);
        if (tls) {
            whole.add("--vfleet.tls.enabled=true");
        }
        Process process =
                new ProcessBuilder(whole)
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("server.log").toFile())
                        .start();
        ScratchServer server = new ScratchServer(directory, process, new Api(port, directory, tls));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        server.awaitReady();
        return server;
    }

    private static List<String> withOptions(List<String> command, int port, Path directory) {
        List<String> whole = new ArrayList<>(command);
        whole.add("--server.address=127.0.0.1");
        whole.add("--server.port=" + port);
        whole.add("--vfleet.data-dir=" + directory);
        whole.add("--vfleet.demo.enabled=true");
        whole.add("--vfleet.stop-when-stdin-closes=true");
        // the whole fleet joins from one address
        whole.add("--vfleet.enrolling.per-second=100000");
        whole.add("--vfleet.enrolling.burst=100000");
        return whole;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// For clients that speak plain http.
    public Endpoint endpoint() {
        return Endpoint.find(api.base()).orElseThrow();
    }

    public Api api() {
        return api;
    }

    public Path data() {
        return directory;
    }

    public long pid() {
        return process.pid();
    }

    private void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (!ready()) {
            if (!process.isAlive()) {
                throw new IOException("the server did not start");
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IOException("the server is not ready, its last lines:\n" + lastLines());
            }
            Thread.sleep(200);
        }
    }

    private boolean ready() {
        try {
            return api.ask("/actuator/health/readiness").getResponseCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    /// The log's errors and what threw them; the first ones, as the others mostly follow.
    public String complaints() throws IOException {
        return log().stream()
                .filter(line -> COMPLAINT.matcher(line).find())
                .limit(LAST_LINES)
                .collect(Collectors.joining("\n"));
    }

    private List<String> log() throws IOException {
        return Files.readAllLines(directory.resolve("server.log"));
    }

    private String lastLines() throws IOException {
        List<String> lines = log();
        return String.join(
                "\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.isAlive() && Files.exists(directory)) {
                Progress.say("the server ended by itself, its last lines:\n" + lastLines());
            }
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            removeDirectory();
        } catch (IOException e) {
            Progress.say("the scratch server's directory " + directory + " is left: " + e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void removeDirectory() throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
