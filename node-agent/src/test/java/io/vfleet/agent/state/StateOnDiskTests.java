package io.vfleet.agent.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A state directory whose agent is killed, and one on a disk that is full.
@Timeout(120)
class StateOnDiskTests {

    private static final int KILLS = 6;

    @TempDir Path temp;

    @Test
    void noChangeIsLostAndNoEpochComesTwiceWhenAnAgentIsKilledInTheMidstOfWriting()
            throws Exception {
        Path dir = temp.resolve("state");
        SplittableRandom random = new SplittableRandom();
        List<String> told = new ArrayList<>();
        long epoch = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            told.addAll(writeUntilKilled(dir, random.nextInt(150)));
            try (AgentState state = AgentState.open(dir)) {
                assertThat(state.epoch()).isGreaterThan(epoch);
                epoch = state.epoch();
                List<String> kept = StateProcess.pending(state);
                // the one it was writing when it was killed may be there, too
                assertThat(kept).containsAll(told);
                assertThat(kept.size() - told.size()).isBetween(0, kill + 1);
                told = new ArrayList<>(kept);
            }
            assertThat(dir.toFile().list()).noneMatch(name -> name.endsWith(".damaged"));
        }
    }

    @Test
    void aFullDiskSilencesNobody() throws Exception {
        String outcome = onSmallDisk("StateProcess.fullDisk");

        assertThat(outcome).endsWith("all of it held\n");
    }

    /// The changes that were on disk by the word of a process that writes one after another, until
    /// it is killed.
    private List<String> writeUntilKilled(Path dir, int afterMillis) throws Exception {
        Path words = temp.resolve("words");
        Process process =
                new ProcessBuilder(java("write", dir.toString()))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .redirectOutput(words.toFile())
                        .start();
        while (process.isAlive() && Files.size(words) == 0) {
            LockSupport.parkNanos(1_000_000);
        }
        LockSupport.parkNanos(afterMillis * 1_000_000L);
        assertThat(process.destroyForcibly().waitFor()).isEqualTo(128 + 9);
        // half a line is no word
        return Files.readString(words).lines().filter(line -> line.endsWith(";")).toList();
    }

    /// Runs it with a file system of half a megabyte at `disk`, in a mount namespace of its own.
    private String onSmallDisk(String what) throws Exception {
        Path disk = temp.resolve("disk");
        assertThat(disk.toFile().mkdir()).isTrue();
        String mount = "mount -t tmpfs -o size=512k none '%s'".formatted(disk);
        List<String> space = namespace(mount);
        assumeThat(space)
                .as("no namespace to mount a small disk in: nothing said about full disks")
                .isNotEmpty();
        List<String> words = new ArrayList<>(space);
        words.addAll(List.of("sh", "-c", mount + " && exec \"$@\"", what));
        words.addAll(java("full", disk.toString()));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static List<String> namespace(String mount) throws InterruptedException {
        return List.of(List.of("unshare", "-m"), List.of("unshare", "-rm")).stream()
                .filter(words -> works(words, mount))
                .findFirst()
                .orElse(List.of());
    }

    private static boolean works(List<String> space, String mount) {
        List<String> words = new ArrayList<>(space);
        words.addAll(List.of("sh", "-c", mount));
        try {
            return new ProcessBuilder(words).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static List<String> java(String... words) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp"));
        line.add(System.getProperty("java.class.path"));
        line.add(StateProcess.class.getName());
        line.addAll(List.of(words));
        return line;
    }
}
