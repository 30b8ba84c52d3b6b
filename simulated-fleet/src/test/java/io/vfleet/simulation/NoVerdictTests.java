package io.vfleet.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.chain.Chain;
import io.vfleet.domain.chain.CheckInfo;
import io.vfleet.domain.chain.Link;
import io.vfleet.domain.chain.Symptom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NoVerdictTests {

    // folders of sysfs that are called like links: /sys/firmware, /sys/kernel/mm/hugepages
    private static final Set<String> FOLDERS = Set.of("firmware", "kernel", "hugepages");

    @Test
    void theSimulationKnowsNoCheckAndNoSymptom() throws IOException {
        List<String> words =
                Stream.concat(
                                Chain.standard().checks().stream().map(CheckInfo::id),
                                Arrays.stream(Symptom.values()).map(Symptom::id))
                        .toList();
        assertThat(words).hasSizeGreaterThan(10);
        for (Path source : sources()) {
            assertThat(source).content().doesNotContainIgnoringCase(words.toArray(String[]::new));
        }
    }

    @Test
    void theSimulationKnowsNoLink() throws IOException {
        String[] quoted =
                Arrays.stream(Link.values())
                        .map(Link::id)
                        .filter(id -> !FOLDERS.contains(id))
                        .map(id -> "\"" + id + "\"")
                        .toArray(String[]::new);
        for (Path source : sources()) {
            assertThat(source).content().doesNotContain(quoted);
        }
    }

    @Test
    void wordsThatAreFoldersAsWellAreUsedAsFoldersOnly() throws IOException {
        String[] quoted = FOLDERS.stream().map(it -> "\"" + it + "\"").toArray(String[]::new);
        for (Path source : sources()) {
            if (!source.getParent().endsWith("sysfs")) {
                assertThat(source).content().doesNotContain(quoted);
            }
        }
    }

    @Test
    void theSimulationCannotJudge() throws IOException {
        for (Path source : sources()) {
            assertThat(source).content().doesNotContain("io.vfleet.domain.chain");
        }
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            List<Path> sources = files.filter(it -> it.toString().endsWith(".java")).toList();
            assertThat(sources).hasSizeGreaterThan(30);
            return sources;
        }
    }
}
