package io.vfleet.domain.chain;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.testing.Inventories;
import io.vfleet.domain.wire.InventoryJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A host told as how it differs from a healthy one, in the words of its report, and what a check
/// says of it:
///
/// ```
/// What is special about it, in a sentence.
///
/// pf0.vf*.driver = absent
/// wanted.rdma = true
/// gap /proc/modules = permission denied
/// ---
/// FAIL pf 0000:81:00.0, critical, high, rdma-device-unusable
/// …
/// ```
///
/// @param told all above the line
/// @param expected all below it
public record HostFile(Path path, String told, String expected) {

    private static final Path FOLDER = Path.of("src/test/resources/hosts");
    private static final String LINE = "---\n";
    private static final String GAP = "gap ";
    private static final String WANTED = "wanted.";
    private static final Map<String, String> SHORT =
            Map.of("pf", "physicalFunctions", "vf", "virtualFunctions");
    private static final Map<String, String> FIRST =
            Map.of("netdev", "netdevs[0]", "rdma", "rdmaDevices[0]", "port", "ports[0]");

    /// All there are, each in the folder of the check it is for.
    static List<HostFile> all() {
        return in(FOLDER).stream()
                .filter(file -> file.path.getNameCount() > FOLDER.getNameCount() + 1)
                .toList();
    }

    /// All below a folder.
    public static List<HostFile> in(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(path -> path.toString().endsWith(".host"))
                    .sorted()
                    .map(HostFile::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The one of this path below the tests' resources, of whatever folder.
    static HostFile at(String path) {
        return read(FOLDER.resolveSibling(path));
    }

    private static HostFile read(Path path) {
        try {
            String text = Files.readString(path);
            int line = text.indexOf(LINE);
            return line < 0
                    ? new HostFile(path, text, "")
                    : new HostFile(
                            path, text.substring(0, line), text.substring(line + LINE.length()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The id of the check it is for.
    String check() {
        return path.getParent().getFileName().toString();
    }

    /// Takes what a check says for what was expected; somebody must read the difference.
    public void accept(String said) throws IOException {
        Files.writeString(path, told + LINE + said);
    }

    public NodeInventory inventory() {
        return inventory(document().toString());
    }

    static NodeInventory inventory(String document) {
        try {
            return InventoryJson.readInventory(new ByteArrayInputStream(document.getBytes(UTF_8)));
        } catch (Exception e) {
            throw new AssertionError(document, e);
        }
    }

    /// The report it stands for.
    JsonTree document() {
        JsonTree document = new JsonTree(healthy());
        statements(read(FOLDER.resolve("healthy.host")).told)
                .forEach(one -> apply(document, one.name, one.value));
        statements(told).stream()
                .filter(one -> !one.name.startsWith(WANTED))
                .forEach(one -> apply(document, one.name, one.value));
        return document;
    }

    Expectations expectations() {
        return Wanted.of(
                statements(told).stream()
                        .filter(one -> one.name.startsWith(WANTED))
                        .collect(
                                Collectors.toMap(
                                        one -> one.name.substring(WANTED.length()),
                                        one -> one.value)));
    }

    private record Statement(String name, String value) {}

    private static List<Statement> statements(String told) {
        List<Statement> statements = new ArrayList<>();
        told.lines()
                .filter(line -> line.contains(" = "))
                .map(line -> line.split(" = ", 2))
                .forEach(parts -> statements.add(new Statement(parts[0], parts[1].strip())));
        return statements;
    }

    private static void apply(JsonTree document, String name, String value) {
        if (name.startsWith(GAP)) {
            String path = name.substring(GAP.length());
            document.set("gaps[+]", Map.of("path", path, "reason", value));
            return;
        }
        String path =
                Stream.of(name.split("\\.")).map(HostFile::step).collect(Collectors.joining("."));
        document.set(path, value(value));
    }

    // pf0, vf*, netdev: what one says instead of physicalFunctions[0]
    private static String step(String word) {
        if (word.matches("[pv]f[\\d*]+")) {
            return SHORT.get(word.substring(0, 2)) + "[" + word.substring(2) + "]";
        }
        return FIRST.getOrDefault(word, word);
    }

    private static @Nullable Object value(String text) {
        if (text.equals("absent")) {
            return null;
        }
        boolean json = text.matches("-?\\d+|true|false|[\\[{\"].*");
        return json ? JsonTree.parse(text) : text;
    }

    private static String healthy() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            InventoryJson.write(Inventories.healthyHost().build(), out, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(UTF_8);
    }

    @Override
    public String toString() {
        return check() + "/" + path.getFileName();
    }
}
