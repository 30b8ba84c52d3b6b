package io.vfleet.agent.collect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A captured tree by plain file names, for a walk that writes down what stands where.
final class TreeFiles {

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private final Path root;
    private final SortedMap<String, String> facts = new TreeMap<>();

    TreeFiles(Path root) {
        this.root = root;
    }

    Path at(String path) {
        return root.resolve(path);
    }

    SortedMap<String, String> facts() {
        return facts;
    }

    void put(String key, Object value) {
        facts.put(key, value.toString());
    }

    void putIf(String key, String value) {
        if (!value.isEmpty()) {
            facts.put(key, value);
        }
    }

    /// A list of names, in its order; without any there is none.
    void putAll(String key, List<String> names) {
        putIf(key, String.join(" | ", names));
    }

    void file(String key, Path file, UnaryOperator<String> words) throws IOException {
        String text = said(file);
        if (!text.isEmpty()) {
            putIf(key, words.apply(text));
        }
    }

    void file(String key, Path file) throws IOException {
        file(key, file, text -> text);
    }

    /// The last word of where a link leads to.
    void link(String key, Path link) throws IOException {
        if (Files.isSymbolicLink(link)) {
            put(key, Files.readSymbolicLink(link).getFileName());
        }
    }

    static List<String> names(Path folder, String pattern) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.matches(pattern))
                    .sorted()
                    .toList();
        }
    }

    /// The same with 2 before 10.
    static List<String> counted(Path folder, String pattern) throws IOException {
        return names(folder, pattern).stream()
                .sorted(
                        Comparator.comparing(name ->
                                NUMBER.matcher(name)
                                        .replaceAll(found ->
                                                "%012d".formatted(Long.valueOf(found.group())))))
                .toList();
    }

    static String said(Path file) throws IOException {
        return Files.isRegularFile(file) && Files.isReadable(file)
                ? Files.readString(file, ISO_8859_1).strip()
                : "";
    }

    /// Its bytes as numbers from 0 on.
    static int[] bytes(Path file) throws IOException {
        byte[] read = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
        int[] bytes = new int[read.length];
        for (int i = 0; i < read.length; i++) {
            bytes[i] = read[i] & 0xff;
        }
        return bytes;
    }
}
