package io.vfleet.agent.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.operation.Change;
import io.vfleet.domain.operation.Command;
import io.vfleet.domain.operation.OperationState;
import io.vfleet.domain.operation.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real program, in a process of its own, on a PF that this machine does not have.
class ProgramOutsideTests {

    private static final PciAddress NOWHERE = PciAddress.parse("ffff:fe:1f.7");
    private static final Duration LIMIT = Duration.ofSeconds(120);

    @TempDir private Path dir;

    private final UUID id = UUID.randomUUID();
    private Optional<Process> program = Optional.empty();

    @AfterEach
    void end() {
        program.ifPresent(Process::destroyForcibly);
    }

    @Test
    void itLeavesItsParentsSessionAndEndsWhenTheChangeStays() throws Exception {
        Path armed = armed(RevertPlan.Agent.here());
        Process process = start(armed, 0);

        // pid, name, state, parent, process group, session: proc(5)
        String[] stat =
                Files.readString(Path.of("/proc/" + process.pid() + "/stat"))
                        .replaceFirst(".*\\) ", "")
                        .split(" ");
        assertThat(stat[3]).isEqualTo(Long.toString(process.pid()));
        // its time is over, but the agent lives and has not decided
        assertThat(process.isAlive()).isTrue();
        assertThat(armed).exists();

        Files.delete(armed);
        assertThat(process.waitFor(LIMIT)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(dir).isEmptyDirectory();
    }

    @Test
    void itActsOnceItsAgentIsGone() throws Exception {
        Path armed = armed(new RevertPlan.Agent(Long.MAX_VALUE, "never"));
        Process process = start(armed, 0);

        assertThat(process.waitFor(LIMIT)).isTrue();
        assertThat(armed).doesNotExist();
        Progress ending = new Reverts(dir).ended(id).orElseThrow();
        // there is no such PF, so all it can say is that
        assertThat(ending.state()).isEqualTo(OperationState.UNKNOWN);
        assertThat(ending.before()).hasValue(4);
    }

    private Path armed(RevertPlan.Agent agent) throws IOException {
        Command command =
                new Command(
                        id, new Change.ResizeVfs(NOWHERE, 2), "n-1", 1, Instant.EPOCH, Set.of());
        RevertPlan plan =
                new RevertPlan(
                        command,
                        Pf.remembered(NOWHERE, "0x8086", "0x1592", 4),
                        new Snapshot(Optional.empty(), new TreeMap<>()),
                        "/",
                        boot(),
                        false,
                        Duration.ofSeconds(120),
                        agent);
        return Files.writeString(dir.resolve(id + ".armed"), RevertText.write(plan));
    }

    private static Optional<String> boot() throws IOException {
        return Optional.of(Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip());
    }

    private Process start(Path armed, long seconds) throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                RevertMain.class.getName(),
                                armed.toString(),
                                Long.toString(seconds))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        program = Optional.of(process);
        var out = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8);
        assertThat(new BufferedReader(out).readLine()).isEqualTo("armed");
        return process;
    }
}
