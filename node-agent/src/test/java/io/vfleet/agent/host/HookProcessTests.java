package io.vfleet.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class HookProcessTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir Path dir;

    @Test
    void aHookHasItsPhaseAndItsEnvironmentAndNothingElse() throws IOException {
        HookResult result = run("echo $1 $#; /usr/bin/env | /usr/bin/sort", PATIENCE);

        assertThat(result.complaint()).isEmpty();
        assertThat(result.output().lines())
                .contains("before 1", "VFLEET_PF=0000:81:00.0", "PWD=" + dir.toRealPath())
                .noneMatch(line -> line.startsWith("HOME=") || line.startsWith("USER="));
    }

    @Test
    void whatItEndsWithCounts() throws IOException {
        HookResult result = run("echo no such pod >&2; exit 3", PATIENCE);

        assertThat(result).isEqualTo(new HookResult("no such pod", Optional.of("ended with 3")));
    }

    @Test
    void whatItSaysIsKeptInPartAndReadToTheEnd() throws IOException {
        HookResult result =
                run("i=0; while [ $i -lt 9000 ]; do echo 0123456789; i=$((i+1)); done", PATIENCE);

        assertThat(result.complaint()).isEmpty();
        assertThat(result.output()).hasSizeBetween(HookProcess.KEPT - 11, HookProcess.KEPT);
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void oneThatDoesNotEndIsEndedWithAllItStarted() throws Exception {
        Path pid = dir.resolve("pid");

        HookResult result = run("sleep 600 & echo $! > " + pid + "; wait", Duration.ofSeconds(1));

        assertThat(result.complaint()).contains("did not end within 1 s and was ended");
        assertGone(pid);
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void whatItLeavesBehindEndsWithIt() throws Exception {
        Path pid = dir.resolve("pid");

        HookResult result = run("sleep 600 & echo $! > " + pid + "; echo gone", PATIENCE);

        assertThat(result).isEqualTo(new HookResult("gone", Optional.empty()));
        assertGone(pid);
    }

    @Test
    void whatCannotBeStartedIsAFailure() {
        HookResult result =
                HookProcess.run(dir, new HookCall("/none", "before", Map.of()), PATIENCE);

        assertThat(result.complaint()).isPresent();
    }

    private HookResult run(String script, Duration limit) throws IOException {
        Path hook = dir.resolve("10-hook");
        Files.writeString(hook, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
        return HookProcess.run(
                dir,
                new HookCall(
                        "/10-hook",
                        "before",
                        Map.of("PATH", "/usr/bin:/bin", "VFLEET_PF", "0000:81:00.0")),
                limit);
    }

    // whoever adopts it needs a moment to take note of its end
    private static void assertGone(Path pid) throws Exception {
        Optional<ProcessHandle> left =
                ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()));
        if (left.isPresent()) {
            left.get().onExit().get(10, TimeUnit.SECONDS);
        }
    }
}
