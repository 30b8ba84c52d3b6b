package io.vfleet.agent.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Writes to the host below a root, each time in a process of its own that can be given up.
final class LiveWriter implements HostWriter {

    private static final Duration FAREWELL = Duration.ofSeconds(1);

    /// What [WriteChild] says, `strerror` in the C locale, and the errno's name
    /// (asm-generic/errno.h).
    private static final Map<String, String> NAMES =
            Map.ofEntries(
                    Map.entry("Operation not permitted", "EPERM"),
                    Map.entry("No such file or directory", "ENOENT"),
                    Map.entry("Input/output error", "EIO"),
                    Map.entry("No such device or address", "ENXIO"),
                    Map.entry("Resource temporarily unavailable", "EAGAIN"),
                    Map.entry("Cannot allocate memory", "ENOMEM"),
                    Map.entry("Permission denied", "EACCES"),
                    Map.entry("Device or resource busy", "EBUSY"),
                    Map.entry("No such device", "ENODEV"),
                    Map.entry("Invalid argument", "EINVAL"),
                    Map.entry("No space left on device", "ENOSPC"),
                    Map.entry("Read-only file system", "EROFS"),
                    Map.entry("Numerical result out of range", "ERANGE"),
                    Map.entry("Function not implemented", "ENOSYS"),
                    Map.entry("Operation not supported", "EOPNOTSUPP"),
                    Map.entry("Connection timed out", "ETIMEDOUT"),
                    Map.entry("Interrupted system call", "EINTR"));

    private final Path root;
    private final List<Child> givenUp = new ArrayList<>();

    LiveWriter(Path root) {
        this.root = root;
    }

    @Override
    public WriteResult write(WriteTarget target, String value, Duration limit) {
        Optional<KernelLog> log = log();
        try {
            Process process = start(target, value);
            boolean ended = process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
            List<String> lines = log.map(open -> open.about(target.pf())).orElse(List.of());
            return ended
                    ? result(said(process), lines)
                    : giveUp(new Child(process, target, value), limit, lines);
        } catch (IOException e) {
            return new WriteResult.Refused(
                    "no writer", "the writing process did not start: " + e.getMessage(), List.of());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new WriteResult.Hung("the agent was ended meanwhile", limit, List.of());
        } finally {
            log.ifPresent(KernelLog::close);
        }
    }

    @Override
    public synchronized List<String> hung() {
        givenUp.removeIf(child -> !child.process().isAlive());
        return givenUp.stream().map(Child::description).toList();
    }

    private synchronized WriteResult giveUp(Child child, Duration limit, List<String> lines)
            throws InterruptedException {
        String description = child.description();
        child.process().destroyForcibly();
        // one that waits in the kernel only ends when the kernel lets it
        if (!child.process().waitFor(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
            givenUp.add(child);
        }
        return new WriteResult.Hung(description, limit, lines);
    }

    private Process start(WriteTarget target, String value) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-XX:-UsePerfData",
                        "-Xshare:auto",
                        "-Xmx16m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WriteChild.class.getName(),
                        root.toString(),
                        target.pf().toString(),
                        target.vendor(),
                        target.device(),
                        target.attribute(),
                        value);
        builder.environment().clear();
        builder.environment().put("LC_ALL", "C");
        return builder.redirectErrorStream(true).start();
    }

    private static String said(Process process) throws IOException {
        try (var out = process.getInputStream()) {
            return new String(out.readNBytes(4096), UTF_8).strip();
        }
    }

    private static WriteResult result(String said, List<String> lines) {
        return said.equals(WriteChild.WRITTEN)
                ? new WriteResult.Written(lines)
                : new WriteResult.Refused(NAMES.getOrDefault(said, said), said, lines);
    }

    private static Optional<KernelLog> log() {
        try {
            return Optional.of(KernelLog.fromNow());
        } catch (IOException | LinkageError unreadable) {
            // a JVM may forbid native calls; the write is explained by its errno alone then
            return Optional.empty();
        }
    }

    /// A process that writes.
    private record Child(Process process, WriteTarget target, String value) {

        String description() {
            return "pid %d in %s, writing %s to %s"
                    .formatted(process.pid(), place(), value, target.path());
        }

        // where in the kernel it sleeps; 0 when it does not
        private String place() {
            try {
                return Files.readString(Path.of("/proc/" + process.pid() + "/wchan"));
            } catch (IOException unreadable) {
                return "an unknown place";
            }
        }
    }
}
