package io.vfleet.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// A process and all it has started, as `/proc` shows them.
public final class ProcessTree {

    // USER_HZ: 100 on every architecture a server runs on (proc_pid_stat(5), sysconf _SC_CLK_TCK)
    private static final double TICKS_A_SECOND = 100;
    private static final int CHILDREN_FAULTS = 8;
    private static final int USER_TIME = 11;
    private static final int WAITED_SYSTEM_TIME = 14;
    private static final int KIB_A_MIB = 1024;

    private final ProcessHandle process;

    private ProcessTree(ProcessHandle process) {
        this.process = process;
    }

    /// The tree below this process, while there is one.
    public static Optional<ProcessTree> find(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).map(ProcessTree::new);
    }

    public static ProcessTree own() {
        return new ProcessTree(ProcessHandle.current());
    }

    public boolean alive() {
        return process.isAlive();
    }

    /// User and system time in seconds.
    ///
    /// @param own of the process itself
    /// @param children of its descendants, those that have ended included
    public record Cpu(double own, double children) {

        public Cpu minus(Cpu earlier) {
            return new Cpu(own - earlier.own, children - earlier.children);
        }

        public double total() {
            return own + children;
        }
    }

    public Cpu cpu() {
        List<Ticks> below = process.descendants().flatMap(ProcessTree::ticks).toList();
        Ticks top = ticks(process).findFirst().orElse(new Ticks(0, 0));
        long children = below.stream().mapToLong(ticks -> ticks.own() + ticks.waited()).sum();
        return new Cpu(top.own() / TICKS_A_SECOND, (top.waited() + children) / TICKS_A_SECOND);
    }

    /// Resident memory of the process itself in MiB; its children share theirs, a sum would say
    /// nothing.
    public OptionalLong residentMib() {
        return line("status", "VmRSS:")
                .map(ProcessTree::number)
                .map(kib -> OptionalLong.of(kib / KIB_A_MIB))
                .orElse(OptionalLong.empty());
    }

    /// A field of `/proc/PID/status` in KiB: `VmRSS`, `RssAnon`.
    public OptionalLong kib(String field) {
        return line("status", field + ":")
                .map(ProcessTree::number)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    /// Whether it has or had a child: none ends without having touched memory, which its parent is
    /// told (`cminflt`).
    public boolean hasHadChildren() {
        return process.children().findAny().isPresent()
                || fields(process)
                        .filter(fields -> !fields[CHILDREN_FAULTS].equals("0"))
                        .isPresent();
    }

    /// How many files it may have open at once.
    public OptionalLong openFilesLimit() {
        return line("limits", "Max open files")
                .filter(line -> !line.contains("unlimited"))
                .map(ProcessTree::number)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    private Optional<String> line(String file, String start) {
        try (Stream<String> lines = Files.lines(proc(process, file))) {
            return lines.filter(line -> line.startsWith(start)).findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static long number(String line) {
        String[] words = line.replaceAll("[^0-9]+", " ").strip().split(" ");
        return Long.parseLong(words[0]);
    }

    private record Ticks(long own, long waited) {}

    private static Stream<Ticks> ticks(ProcessHandle process) {
        return fields(process).map(ProcessTree::ticks).stream();
    }

    private static Optional<String[]> fields(ProcessHandle process) {
        try {
            String stat = Files.readString(proc(process, "stat"));
            // the name stands in parentheses and may hold anything
            return Optional.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Ticks ticks(String[] fields) {
        long[] times = new long[WAITED_SYSTEM_TIME - USER_TIME + 1];
        for (int i = 0; i < times.length; i++) {
            times[i] = Long.parseLong(fields[USER_TIME + i]);
        }
        return new Ticks(times[0] + times[1], times[2] + times[3]);
    }

    private static Path proc(ProcessHandle process, String file) {
        return Path.of("/proc", Long.toString(process.pid()), file);
    }
}
