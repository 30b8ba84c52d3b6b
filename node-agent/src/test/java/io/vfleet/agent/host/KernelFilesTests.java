package io.vfleet.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelFilesTests {

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4096, 32 * 1024, 32 * 1024 + 1, 300_000})
    void aFileIsReadWholeOrUpToTheLimit(int length) throws IOException {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        String file = Files.write(folder.resolve("file"), content).toString();

        assertThat(read(file, Integer.MAX_VALUE)).isEqualTo(content);
        assertThat(read(file, length / 2)).isEqualTo(Arrays.copyOf(content, length / 2));
    }

    @Test
    void aFolderOfThousandsIsListedWholeAndSorted() throws IOException {
        List<String> names =
                IntStream.range(0, 3000).mapToObj("0000:%04d ä"::formatted).sorted().toList();
        for (String name : names) {
            Files.createFile(folder.resolve(name));
        }

        assertThat(KernelFiles.names(folder.toString())).isEqualTo(new Reading.Value<>(names));
    }

    @Test
    void aLinkIsGivenAsItIsWritten() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("../nowhere/ä"));

        assertThat(KernelFiles.link(link.toString()))
                .isEqualTo(new Reading.Value<>("../nowhere/ä"));
        assertThat(KernelFiles.bytes(link.toString(), 1)).isEqualTo(new Reading.Absent<>());
        assertThat(KernelFiles.link(folder.toString()))
                .isEqualTo(new Reading.Failed<>("is no symbolic link"));
    }

    @Test
    void whatCannotBeReadSaysWhy() throws IOException {
        Files.createFile(folder.resolve("file"));

        assertThat(KernelFiles.bytes(folder.toString(), 9))
                .isEqualTo(new Reading.Failed<>("Is a directory"));
        assertThat(KernelFiles.names(folder.resolve("file").toString()))
                .isEqualTo(new Reading.Absent<>());
        assertThat(KernelFiles.bytes(folder + "/file\0not-this", 9))
                .isEqualTo(new Reading.Absent<>());
        assertThat(KernelFiles.bytes("/" + "long/".repeat(1000), 9))
                .isEqualTo(new Reading.Failed<>("File name too long"));
    }

    private static byte[] read(String file, int limit) {
        return KernelFiles.bytes(file, limit).found().orElseThrow();
    }
}
