package io.vfleet.agent.operate;

import io.vfleet.agent.host.DirectoryHost;
import io.vfleet.agent.host.Watchdogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// The program outside the agent: waits until a change's time is over and its agent is gone, then
/// takes it back. Ends when the agent has said that the change stays.
public final class RevertMain {

    private static final Duration GLANCE = Duration.ofMillis(500);

    private RevertMain() {}

    /// @param words the armed file, the seconds to wait
    public static void main(String[] words) throws IOException, InterruptedException {
        Path armed = Path.of(words[0]);
        long due = System.nanoTime() + Duration.ofSeconds(Long.parseLong(words[1])).toNanos();
        Reverts.read(armed);
        Watchdogs.standReady();
        while (Files.exists(armed)) {
            if (System.nanoTime() - due >= 0 && !alive(armed)) {
                Path root = Path.of(Reverts.read(armed).root());
                Revert.fire(armed, new DirectoryHost(root), Clockwork.SYSTEM);
                return;
            }
            Thread.sleep(GLANCE);
        }
    }

    // as long as the agent lives, it decides
    private static boolean alive(Path armed) throws IOException {
        return Reverts.read(armed).agent().alive();
    }
}
