package io.vfleet.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The main process of PostgreSQL, tied to this JVM by a pipe.
final class Postmaster {

    // The JVM holds the pipe's other end. It is closed when we stop, and by the kernel when the JVM
    // dies in
    // any way; then the guard asks for a fast shutdown. The name is checked because a process
    // number may be
    // given to another program. A session of its own keeps the terminal's Ctrl-C away.
    private static final String GUARD =
            """
            exec 3<&0
            p=$$
            ( (
                cat <&3 >/dev/null
                read -r name <"/proc/$p/comm" || exit
                case $name in postgres | sh) kill -INT $p ;; esac
            ) & )
            exec "$@" </dev/null 3<&-
            """;

    private static final long LOG_LIMIT = 10L * 1024 * 1024;
    private static final Duration FAST_SHUTDOWN = Duration.ofSeconds(60);

    private final Process process;
    private final Path log;
    private final long logStart;
    private final int port;

    private Postmaster(Process process, Path log, long logStart, int port) {
        this.process = process;
        this.log = log;
        this.logStart = logStart;
        this.port = port;
    }

    static Postmaster launch(RunAs user, List<String> postgres, Path log, int port)
            throws IOException {
        var words = new ArrayList<>(List.of("setsid"));
        words.addAll(user.prefix());
        words.addAll(List.of("sh", "-c", GUARD, "vfleet-postgres-guard"));
        words.addAll(postgres);
        long logStart = rotate(log);
        var command = new Command(words);
        var redirect = ProcessBuilder.Redirect.appendTo(log.toFile());
        var process = command.start(command.builder().redirectOutput(redirect));
        return new Postmaster(process, log, logStart, port);
    }

    private static long rotate(Path log) throws IOException {
        if (!Files.exists(log)) {
            return 0;
        }
        if (Files.size(log) < LOG_LIMIT) {
            return Files.size(log);
        }
        Path older = log.resolveSibling(log.getFileName() + ".1");
        Files.move(log, older, StandardCopyOption.REPLACE_EXISTING);
        return 0;
    }

    void awaitReady(DataDirectory directory, Duration timeout) throws IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!isReady(directory.cluster().resolve("postmaster.pid"))) {
            if (!process.isAlive()) {
                throw ended(directory.path());
            }
            if (System.nanoTime() > deadline) {
                throw new PostgresUnavailable(
                        "PostgreSQL on %s was not ready after %d seconds: look into %s."
                                .formatted(directory.path(), timeout.toSeconds(), log));
            }
            Pause.shortly();
        }
    }

    /// Line 8 of postmaster.pid is the postmaster's state (src/include/utils/pidfile.h); the file
    /// may be an older run's.
    private boolean isReady(Path pidFile) throws IOException {
        if (!Files.exists(pidFile)) {
            return false;
        }
        List<String> lines = Files.readAllLines(pidFile);
        return lines.size() >= 8
                && lines.getFirst().strip().equals(String.valueOf(pid()))
                && lines.get(7).strip().equals("ready");
    }

    private RuntimeException ended(Path directory) throws IOException {
        String said = logOfThisRun();
        return Trouble.isPortTaken(said) ? new PortTaken(port) : Trouble.with(directory, said);
    }

    private String logOfThisRun() throws IOException {
        try (var channel = FileChannel.open(log, StandardOpenOption.READ)) {
            channel.position(Math.max(logStart, channel.size() - 64 * 1024));
            return new String(Channels.newInputStream(channel).readAllBytes(), UTF_8);
        }
    }

    long pid() {
        return process.pid();
    }

    int port() {
        return port;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void awaitEnd() throws InterruptedException {
        process.waitFor();
    }

    void stop() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(FAST_SHUTDOWN.toSeconds(), TimeUnit.SECONDS)) {
                // every commit is in the log: the next start recovers
                process.destroyForcibly().waitFor();
            }
        } catch (IOException e) {
            throw Trouble.with(log, e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
