package io.vfleet.agent.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The rule as it lands on a disk, by the child that lays it down.
class UdevRuleTests {

    private static final String MAC = "52:54:00:aa:00:01";
    private static final UdevRule EIGHT = new UdevRule(MAC, OptionalInt.of(8));
    private static final UdevRule NONE = new UdevRule(MAC, OptionalInt.empty());
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir private Path root;

    private Path folder = Path.of("/nowhere");

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectories(root.resolve("etc/udev/rules.d"));
    }

    @Test
    void itIsThereWholeAndReadableByUdev() throws IOException {
        assertThat(persist(EIGHT)).isInstanceOf(WriteResult.Written.class);

        Path file = folder.resolve("71-vfleet-525400aa0001.rules");
        assertThat(Files.readString(file, UTF_8))
                .endsWith(
                        "ACTION==\"add\", SUBSYSTEM==\"net\", ATTR{addr_assign_type}==\"0\", ATTR{device/sriov_numvfs}==\"0\", ATTR{address}==\"52:54:00:aa:00:01\", ATTR{device/sriov_numvfs}=\"8\"\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r--r--");
        assertThat(UdevRule.parse(EIGHT.path(), Files.readString(file, UTF_8))).contains(EIGHT);
    }

    @Test
    void anotherCountTakesItsPlaceAndNoneTakesItAway() throws IOException {
        persist(EIGHT);
        persist(new UdevRule(MAC, OptionalInt.of(4)));
        assertThat(files()).containsExactly("71-vfleet-525400aa0001.rules");
        assertThat(Files.readString(folder.resolve(files().getFirst()), UTF_8))
                .endsWith("=\"4\"\n");

        assertThat(persist(NONE)).isInstanceOf(WriteResult.Written.class);
        assertThat(persist(NONE)).isInstanceOf(WriteResult.Written.class);
        assertThat(files()).isEmpty();
    }

    @Test
    void aLinkIsNotFollowed() throws IOException {
        Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
        Files.delete(folder);
        Files.createSymbolicLink(folder, elsewhere);

        assertThat(persist(EIGHT)).isInstanceOf(WriteResult.Refused.class);
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void aHostWithoutUdevGetsNoFolder() throws IOException {
        Files.delete(folder);

        assertThat(persist(EIGHT))
                .isInstanceOfSatisfying(
                        WriteResult.Refused.class,
                        no -> assertThat(no.errno()).isEqualTo("ENOENT"));
        assertThat(folder).doesNotExist();
    }

    @Test
    void whatSomebodyEditedIsTheirs() {
        String text = EIGHT.text().orElseThrow();

        assertThat(UdevRule.parse(EIGHT.path(), text.strip())).contains(EIGHT);
        assertThat(UdevRule.parse(EIGHT.path(), text.replace("\"8\"\n", "\"9\"\n"))).isEmpty();
        assertThat(UdevRule.parse(EIGHT.path(), text + "KERNEL==\"eth0\", NAME=\"x\"\n")).isEmpty();
        assertThat(UdevRule.parse("/etc/udev/rules.d/70-mine.rules", text)).isEmpty();
    }

    private WriteResult persist(UdevRule rule) {
        return new LiveWriter(root).persist(rule, LIMIT);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
