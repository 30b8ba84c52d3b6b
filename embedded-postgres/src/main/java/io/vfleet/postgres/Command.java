package io.vfleet.postgres;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// One run of a program of the system, in `/`, with English messages and no PG* variables.
record Command(List<String> words) {

    Command {
        words = List.copyOf(words);
    }

    /// How a program ended and all that it said.
    record Finished(int exitCode, String output) {

        boolean succeeded() {
            return exitCode == 0;
        }
    }

    static Command of(List<String> prefix, String... words) {
        var all = new ArrayList<>(prefix);
        all.addAll(List.of(words));
        return new Command(all);
    }

    ProcessBuilder builder() {
        var builder = new ProcessBuilder(words).directory(new File("/")).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new PostgresUnavailable(
                    "The program %s cannot be run, PostgreSQL needs it: install it (on Debian the packages util-linux, tar and xz-utils), then start again."
                            .formatted(words.getFirst()),
                    e);
        }
    }

    Finished run() throws IOException {
        return run(InputStream.nullInputStream());
    }

    Finished run(InputStream input) throws IOException {
        Process process = start(builder());
        var feeder = Thread.ofVirtual().start(() -> feed(process, input));
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            feeder.join();
            return new Finished(process.waitFor(), output);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + words.getFirst() + " ran", e);
        }
    }

    private static void feed(Process process, InputStream input) {
        try (OutputStream standardInput = process.getOutputStream()) {
            input.transferTo(standardInput);
        } catch (IOException _) {
            // it ended before it read everything: its exit code and its words tell why
            return;
        }
    }
}
