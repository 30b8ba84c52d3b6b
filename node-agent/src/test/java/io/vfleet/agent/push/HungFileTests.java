package io.vfleet.agent.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.agent.HostTree;
import io.vfleet.agent.host.DirectoryHost;
import io.vfleet.agent.host.Host;
import io.vfleet.agent.host.HostReader;
import io.vfleet.agent.host.LinkNames;
import io.vfleet.agent.host.Reading;
import io.vfleet.agent.state.AgentState;
import io.vfleet.domain.inventory.Gap;
import io.vfleet.domain.inventory.VfAdmin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A whole agent in real time on a tree with files that never answer: named pipes nobody writes to.
@Timeout(90)
class HungFileTests {

    private static final String PF = "sys/bus/pci/devices/0000:81:00.0";

    @TempDir Path dir;

    private final FakeServer server = new FakeServer();
    private final Set<Thread> before = Set.copyOf(all());
    private Thread agent = new Thread();

    @AfterEach
    void stop() throws InterruptedException {
        agent.interrupt();
        agent.join();
        server.close();
    }

    @Test
    void aFileThatNeverAnswersIsUnknownWhileBeatsGoOn() throws Exception {
        server.nextSeconds = 1;
        Path root = tree();
        start(root);
        until(() -> server.reports.size() == 1 && server.beats.size() > 1);
        assertThat(gaps()).noneMatch(gap -> gap.reason().contains("timed out"));

        Path kernel = root.resolve("proc/sys/kernel/osrelease");
        pipe(kernel);
        int beats = server.beats.size();
        HostTree.write(root, PF + "/virtfn0 -> ../0000:81:00.2");
        // the file is given up after 2 s
        until(() -> server.reports.size() == 2);

        assertThat(server.beats).hasSizeGreaterThan(beats);
        assertThat(gaps())
                .contains(new Gap("/proc/sys/kernel/osrelease", "timed out: no answer in 2 s"));
        assertThat(server.reports.getLast().inventory().host().kernelRelease()).isEmpty();

        // the next collect neither waits for it nor leaves another thread behind
        HostTree.write(root, PF + "/virtfn1 -> ../0000:81:00.3");
        until(() -> server.reports.size() == 3);
        assertThat(readers()).hasSize(2);

        // who writes to the pipe ends the read: the thread goes, the fact comes back
        Files.writeString(kernel, "6.12.0\n");
        until(() -> readers().size() == 1);
        Files.delete(kernel);
        HostTree.write(root, "proc/sys/kernel/osrelease = 6.12.1");
        HostTree.write(root, PF + "/virtfn2 -> ../0000:81:00.4");
        until(() -> server.reports.size() == 4);
        assertThat(server.reports.getLast().inventory().host().kernelRelease()).contains("6.12.1");
    }

    @Test
    void aDriverThatDoesNotAnswerIsUnknownWhileBeatsGoOn() throws Exception {
        server.nextSeconds = 1;
        Path root = tree();
        SilentDriver host = new SilentDriver(new DirectoryHost(root));
        start(host);
        until(() -> server.reports.size() == 1);

        int beats = server.beats.size();
        host.silent = () -> server.beats.size() < beats + 2;
        HostTree.write(root, PF + "/net/ens1f0np0/address = 02:00:00:00:00:01");
        HostTree.write(root, PF + "/virtfn0 -> ../0000:81:00.2");
        // the driver is given up after two beats, or never
        until(() -> server.reports.size() == 2);

        assertThat(gaps()).contains(new Gap("rtnetlink:0000:81:00.0/link", SilentDriver.GIVEN_UP));
    }

    @Test
    void oneLockThatHoldsUpManyFilesCostsAFewThreads() throws Exception {
        Path root = dir.resolve("tree");
        for (int i = 0; i < 20; i++) {
            HostTree.write(root, "sys/kernel/f%02d/speed = 1".formatted(i));
            pipe(root.resolve("sys/kernel/f%02d/speed".formatted(i)));
        }
        Host host = new DirectoryHost(root);

        long read =
                host.reader()
                        .await(() ->
                                host.list("/sys/kernel").found().orElseThrow().stream()
                                        .filter(name ->
                                                host.text("/sys/kernel/" + name + "/speed")
                                                        .found()
                                                        .isPresent())
                                        .count());

        assertThat(read).isZero();
        assertThat(readers()).hasSize(4);
        for (int i = 0; i < 3; i++) {
            Files.writeString(root.resolve("sys/kernel/f%02d/speed".formatted(i)), "1\n");
        }
        until(() -> readers().size() == 1);
    }

    private Path tree() {
        return HostTree.write(
                dir.resolve("tree"),
                """
                read-errors.txt =
                proc/sys/kernel/osrelease = 6.12.0
                proc/sys/kernel/hostname = node-1
                proc/sys/kernel/random/boot_id = 5f6d8a40-0000-4000-8000-000000000001
                %1$s/class = 0x020000
                %1$s/vendor = 0x15b3
                %1$s/device = 0x1017
                %1$s/sriov_totalvfs = 8
                %1$s/sriov_numvfs = 0
                """
                        .formatted(PF));
    }

    private void start(Path root) {
        start(new DirectoryHost(root));
    }

    private void start(Host watched) {
        AgentHost host = AgentHost.watching(watched, "test");
        agent =
                Thread.ofPlatform()
                        .start(() -> {
                            try (AgentState state = AgentState.open(dir.resolve("state"))) {
                                new Agent(
                                                host,
                                                new ServerClient(server.address()),
                                                state,
                                                AgentOptions.enrollingWith(FakeServer.TOKEN))
                                        .run();
                            } catch (Exception broken) {
                                throw new IllegalStateException(broken);
                            }
                        });
    }

    private List<Gap> gaps() {
        return server.reports.getLast().inventory().gaps();
    }

    private static void pipe(Path file) throws Exception {
        Files.delete(file);
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
    }

    private List<Thread> readers() {
        return all().stream().filter(thread -> !before.contains(thread)).toList();
    }

    private static List<Thread> all() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("reader"))
                .toList();
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    /// A host whose files answer; a question to its driver ends without an answer when the silence
    /// does.
    private static final class SilentDriver implements Host {

        static final String GIVEN_UP = "no answer in 5 s: the driver or the RTNL lock may hang";

        private final Host files;
        volatile BooleanSupplier silent = () -> false;

        SilentDriver(Host files) {
            this.files = files;
        }

        @Override
        public Reading<LinkNames> linkNames(String netdev) {
            until(() -> !silent.getAsBoolean());
            return new Reading.Failed<>(GIVEN_UP);
        }

        @Override
        public Reading<String> text(String path) {
            return files.text(path);
        }

        @Override
        public Reading<byte[]> bytes(String path, int limit) {
            return files.bytes(path, limit);
        }

        @Override
        public Reading<List<String>> list(String path) {
            return files.list(path);
        }

        @Override
        public Reading<String> link(String path) {
            return files.link(path);
        }

        @Override
        public Reading<SortedMap<Integer, VfAdmin>> vfAdmin(String netdev) {
            return files.vfAdmin(netdev);
        }

        @Override
        public boolean whole() {
            return files.whole();
        }

        @Override
        public HostReader reader() {
            return files.reader();
        }
    }
}
