package io.vfleet.agent.collect;

import static io.vfleet.agent.collect.TreeFiles.names;
import static io.vfleet.agent.collect.TreeFiles.said;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The kernel's lines about a tree's functions, and what crashes left, by words looked for in them.
final class TroubleWalk {

    private static final Pattern FUNCTION =
            Pattern.compile("\\b(\\p{XDigit}{4}:\\p{XDigit}{2}:\\p{XDigit}{2}\\.[0-7])\\b");
    private static final List<String> OF_VFS =
            List.of("sr-iov", "sriov", " vf ", " vfs", "mmio", "spoof", "aer:", "reset");
    private static final List<String> OF_THE_MACHINE =
            List.of("DMAR:", "AMD-Vi", "Lockdown:", "BUG:", "Oops:", "Kernel panic");
    private static final List<String> OF_CRASHES =
            List.of(
                    "BUG:",
                    "Oops",
                    "Kernel panic",
                    "RIP:",
                    "Hardware name:",
                    "sriov",
                    "Workqueue:");

    private final TreeFiles files;
    private final FunctionWalk functions;

    TroubleWalk(TreeFiles files, FunctionWalk functions) {
        this.files = files;
        this.functions = functions;
    }

    void walk() throws IOException {
        log();
        crashes();
    }

    private record Line(String about, String level, String text, long micros) {}

    private void log() throws IOException {
        Map<String, List<Line>> alike = new LinkedHashMap<>();
        for (String record : said(files.at("dev/kmsg")).lines().toList()) {
            String[] head = record.substring(0, Math.max(0, record.indexOf(';'))).split(",");
            String text = record.substring(record.indexOf(';') + 1);
            if (head.length >= 3 && !record.startsWith(" ") && Integer.parseInt(head[0]) < 8) {
                Matcher named = FUNCTION.matcher(text);
                String function = named.find() ? named.group(1) : "";
                String about = functions.subject(function);
                if (kept(function, about, Integer.parseInt(head[0]), text)) {
                    Line line = new Line(about, head[0], text, Long.parseLong(head[2]));
                    String shape = about + text.replaceAll("[0-9a-fx]*[0-9][0-9a-f]*", "#");
                    alike.computeIfAbsent(shape, _ -> new ArrayList<>()).add(line);
                }
            }
        }
        TreeSet<String> told = new TreeSet<>();
        for (List<Line> lines : alike.values()) {
            Line newest = lines.stream().max(Comparator.comparing(Line::micros)).orElseThrow();
            told.add(newest.about() + "/" + newest.text());
            String key = "host.kernel.log[" + newest.about() + "/" + newest.text() + "].";
            files.putIf(key + "about", newest.about());
            files.put(key + "level", newest.level());
            files.put(key + "text", newest.text());
            files.put(key + "atMillis", newest.micros() / 1000);
            files.putIf(key + "count", lines.size() == 1 ? "" : Integer.toString(lines.size()));
        }
        files.putAll("host.kernel.log", List.copyOf(told));
    }

    private static boolean kept(String function, String about, int level, String text) {
        return function.isEmpty()
                ? OF_THE_MACHINE.stream().anyMatch(text::contains)
                : !about.isEmpty()
                        && (level <= 4 || OF_VFS.stream().anyMatch(text.toLowerCase()::contains));
    }

    /// Newest first.
    private void crashes() throws IOException {
        TreeMap<String, String> byAge = new TreeMap<>(Comparator.reverseOrder());
        Path pstore = files.at("sys/fs/pstore");
        Map<String, List<Path>> parts = new TreeMap<>();
        for (String name : names(pstore, "dmesg-.*")) {
            String first = said(pstore.resolve(name)).lines().findFirst().orElse("");
            String crash = first.replaceAll(" Part\\d+$", "");
            parts.computeIfAbsent(crash, _ -> new ArrayList<>()).add(pstore.resolve(name));
        }
        for (Map.Entry<String, List<Path>> crash : parts.entrySet()) {
            String kind = crash.getKey().replaceAll("#.*", "").toLowerCase();
            // the first part is the end
            List<Path> inOrder =
                    crash.getValue().stream()
                            .sorted(Comparator.comparing(this::part).reversed())
                            .toList();
            crash(kind, inOrder, byAge);
        }
        for (Path text : below("var/lib/systemd/pstore", "dmesg.txt")) {
            crash("dmesg", List.of(text), byAge);
        }
        for (Path text : below("var/crash", "vmcore-dmesg.txt")) {
            crash("vmcore", List.of(text), byAge);
        }
        files.putAll("host.kernel.crashes", List.copyOf(byAge.values()));
    }

    private int part(Path record) {
        try {
            String first = said(record).lines().findFirst().orElse("");
            return Integer.parseInt(first.substring(first.indexOf("Part") + 4));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<Path> below(String folder, String name) throws IOException {
        if (!Files.isDirectory(files.at(folder))) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(files.at(folder))) {
            return all.filter(path -> path.endsWith(name)).sorted().toList();
        }
    }

    private void crash(String kind, List<Path> parts, Map<String, String> byAge)
            throws IOException {
        String path = "/" + files.at("").relativize(parts.getLast());
        String key = "host.kernel.crashes[" + path + "].";
        String at =
                Files.getLastModifiedTime(parts.getLast())
                        .toInstant()
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString();
        StringBuilder text = new StringBuilder();
        for (Path part : parts) {
            text.append(Files.readString(part));
        }
        files.put(key + "path", path);
        files.put(key + "kind", kind);
        files.put(key + "at", at);
        files.put(key + "bytes", text.length());
        files.putAll(key + "lines", telling(text.toString()));
        byAge.put(at, path);
    }

    /// From the first that tells of a crash: those that say what happened, and frames of the
    /// drivers of functions that are told of.
    private List<String> telling(String text) {
        List<String> told = new ArrayList<>();
        for (String line : text.lines().toList()) {
            String plain = line.replaceFirst("^(<\\d+>)?\\[ *[\\d.]+] ", "").strip();
            boolean begins = plain.contains("BUG:") || plain.contains("Kernel panic");
            boolean tells =
                    OF_CRASHES.stream().anyMatch(plain::contains)
                            || plain.contains("[igb]")
                            || FUNCTION.matcher(plain)
                                    .results()
                                    .anyMatch(found -> ours(found.group(1)));
            if (tells && (begins || !told.isEmpty())) {
                told.add(plain);
            }
        }
        return told;
    }

    private boolean ours(String address) {
        return functions.pfs().contains(address) || functions.vfs().contains(address);
    }
}
