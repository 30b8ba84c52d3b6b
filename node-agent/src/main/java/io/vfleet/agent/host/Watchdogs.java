package io.vfleet.agent.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// What runs when this process does not any more: a timer of systemd where that runs, otherwise a
/// process in a session of its own.
public final class Watchdogs {

    static final String ARMED = "armed";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String HEAP = "48m";
    // sd_booted(3)
    private static final Path SYSTEMD = Path.of("/run/systemd/system");
    private static final List<Path> CONTAINER =
            List.of(Path.of("/.dockerenv"), Path.of("/run/.containerenv"));

    private Watchdogs() {}

    /// For the program: leaves its parent's session, so that what ends that does not end it, and
    /// says that it stands ready.
    public static void standReady() {
        Libc.setsid();
        System.out.println(ARMED);
        System.out.close();
    }

    static Optional<String> arm(Path root, Class<?> program, Path file, Duration after) {
        // everything in a container ends with it
        if (root.getParent() != null
                || CONTAINER.stream().anyMatch(Files::exists)
                || System.getenv("KUBERNETES_SERVICE_HOST") != null) {
            return Optional.of(
                    "no revert can be armed from within a container: install the agent on the host");
        }
        try {
            return Files.isDirectory(SYSTEMD)
                    ? armed(new ProcessBuilder(timer(program, file, after)))
                    : detached(program, file, after);
        } catch (IOException e) {
            return Optional.of("no revert can be armed: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("no revert can be armed: the agent was ended meanwhile");
        }
    }

    static void disarm(Path file) {
        if (!Files.isDirectory(SYSTEMD)) {
            return;
        }
        try {
            Process stop =
                    new ProcessBuilder("systemctl", "stop", unit(file) + ".timer")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            stop.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (IOException unstopped) {
            // without its file the program does nothing
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // the program is there before anything is written: a host that is out of order may start none
    private static Optional<String> detached(Class<?> program, Path file, Duration after)
            throws IOException, InterruptedException {
        List<String> words = List.of(file.toString(), Long.toString(after.toSeconds()));
        ProcessBuilder builder =
                new ProcessBuilder(Child.command(program, HEAP, words))
                        .redirectError(
                                ProcessBuilder.Redirect.appendTo(
                                        file.resolveSibling("log").toFile()));
        builder.environment().clear();
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            return ARMED.equals(out.readLine())
                    ? Optional.empty()
                    : Optional.of("no revert can be armed: its process ended at once");
        }
    }

    private static Optional<String> armed(ProcessBuilder builder)
            throws IOException, InterruptedException {
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return Optional.of("no revert can be armed: systemd-run did not answer");
        }
        String said = new String(process.getInputStream().readNBytes(4096), UTF_8).strip();
        return process.exitValue() == 0
                ? Optional.empty()
                : Optional.of("no revert can be armed: systemd-run: " + said);
    }

    static List<String> timer(Class<?> program, Path file, Duration after) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "systemd-run",
                                "--quiet",
                                "--collect",
                                "--unit=" + unit(file),
                                "--on-active=" + after.toSeconds() + "s",
                                "--timer-property=AccuracySec=1s",
                                "--setenv=LC_ALL=C"));
        command.addAll(Child.command(program, HEAP, List.of(file.toString(), "0")));
        return command;
    }

    private static String unit(Path file) {
        return "vfleet-revert-" + String.valueOf(file.getFileName()).replaceAll("\\..*", "");
    }
}
