package io.vfleet.agent.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A hook while it runs: in a session of its own, so that all it starts can be ended with it.
final class HookProcess {

    /// Of what a hook says so much is kept.
    static final int KEPT = 2048;

    private static final Duration FAREWELL = Duration.ofSeconds(1);
    private static final int SIGKILL = 9;

    private final Process process;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Thread listener;

    private HookProcess(Process process) {
        this.process = process;
        this.listener =
                Thread.ofPlatform().daemon().name("hook " + process.pid()).start(this::listen);
    }

    // setsid(1) becomes the hook: it forks only where it leads a group already, as no child of
    // ours does
    static HookResult run(Path root, HookCall call, Duration limit) {
        Path file = root.resolve(call.path().substring(1));
        ProcessBuilder builder =
                new ProcessBuilder(List.of("setsid", file.toString(), call.phase()))
                        .directory(root.toFile())
                        .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(call.environment());
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return new HookProcess(process).ended(limit);
        } catch (IOException e) {
            return new HookResult("", Optional.of("did not start: " + e.getMessage()));
        }
    }

    private HookResult ended(Duration limit) {
        boolean over = false;
        boolean interrupted = false;
        try {
            over = process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        // what it left behind would hold its output open, and go on with nobody watching
        Libc.kill(-process.pid(), SIGKILL);
        try {
            process.waitFor(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
            listener.join(FAREWELL);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return new HookResult(output(), complaint(over, interrupted, limit));
    }

    private Optional<String> complaint(boolean over, boolean interrupted, Duration limit) {
        if (interrupted) {
            return Optional.of("was ended with the agent");
        }
        if (!over) {
            String left = process.isAlive() ? "cannot be ended" : "was ended";
            return Optional.of("did not end within %d s and %s".formatted(limit.toSeconds(), left));
        }
        return process.exitValue() == 0
                ? Optional.empty()
                : Optional.of("ended with " + process.exitValue());
    }

    // read to the end: a hook must not wait for a reader of what is thrown away
    private void listen() {
        try (InputStream out = process.getInputStream()) {
            byte[] part = new byte[KEPT];
            for (int read = out.read(part); read >= 0; read = out.read(part)) {
                synchronized (said) {
                    said.write(part, 0, Math.min(read, KEPT - said.size()));
                }
            }
        } catch (IOException over) {
            // nobody speaks any more
        }
    }

    private String output() {
        synchronized (said) {
            return said.toString(UTF_8).strip();
        }
    }
}
