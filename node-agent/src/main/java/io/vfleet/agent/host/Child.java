package io.vfleet.agent.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A process of the agent's own that writes.
///
/// @param doing for people: `writing 0 to /sys/…`
record Child(Process process, String doing) {

    /// Starts the agent's Java with another main; no shell, and nothing of the environment.
    static Process start(Class<?> program, String... words) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(program, "16m", List.of(words)));
        builder.environment().clear();
        builder.environment().put("LC_ALL", "C");
        return builder.redirectErrorStream(true).start();
    }

    /// @param heap the most it may have: `16m`
    static List<String> command(Class<?> program, String heap, List<String> words) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        // the JVM's warnings would stand in the answer
                        "-Xlog:disable",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-XX:-UsePerfData",
                        "-Xshare:auto",
                        "-Xmx" + heap,
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        program.getName()));
        command.addAll(words);
        return command;
    }

    String description() {
        Path thread = deepest();
        return "pid %d in %s (state %s), %s"
                .formatted(process.pid(), place(thread), state(thread), doing);
    }

    // the thread that waits in the kernel where no signal reaches it; the process's first one only
    // waits for that
    private Path deepest() {
        Path own = Path.of("/proc/" + process.pid());
        try (Stream<Path> threads = Files.list(own.resolve("task"))) {
            return threads.filter(thread -> state(thread).equals("D")).findFirst().orElse(own);
        } catch (IOException ended) {
            return own;
        }
    }

    // 0 when it does not sleep in the kernel
    private static String place(Path thread) {
        String place = text(thread.resolve("wchan"));
        return place.isEmpty() ? "an unknown place" : place;
    }

    // proc(5): `4711 (java) D 1 …`, and the name may hold anything
    private static String state(Path thread) {
        String stat = text(thread.resolve("stat"));
        int behind = stat.lastIndexOf(')') + 2;
        return behind > 1 && behind < stat.length() ? stat.substring(behind, behind + 1) : "?";
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            return "";
        }
    }
}
