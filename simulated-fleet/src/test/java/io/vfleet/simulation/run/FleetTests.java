package io.vfleet.simulation.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfleet.agent.tls.ServerTrust;
import io.vfleet.simulation.SimulatedFleet;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetTests {

    @TempDir private Path dir;

    @Test
    void everyHostEnrollsAndReports() throws Exception {
        try (StubServer server = new StubServer(0)) {
            Fleet fleet = fleet(server, 12);
            fleet.start();
            await(() -> server.reporters.size() == 12);
            fleet.stop(Duration.ofSeconds(10));

            assertThat(fleet.anyRunning()).isFalse();
            assertThat(server.hostnames).hasSize(12).contains("fra1-r01-n01", "ams2-r01-n04");
            assertThat(dir.resolve("fra1-r01-n01/agent.key")).exists();
        }
    }

    @Test
    void aSecondStartNeedsNoToken() throws Exception {
        try (StubServer server = new StubServer(0)) {
            Fleet first = fleet(server, 2);
            first.start();
            await(() -> server.reporters.size() == 2);
            first.stop(Duration.ofSeconds(10));
            server.hostnames.clear();
            server.reporters.clear();
            Files.delete(dir.resolve("token"));

            Fleet second = new Fleet(options(server, 2), SimulatedFleet.generate(2, 1));
            second.start();
            await(() -> server.reporters.size() == 2);
            second.stop(Duration.ofSeconds(10));
            assertThat(server.hostnames).isEmpty();
        }
    }

    @Test
    void whoIsNamedInTheChaosFileIsInTroubleUntilItIsNot() throws Exception {
        try (StubServer server = new StubServer(0)) {
            Fleet fleet = fleet(server, 2);
            fleet.start();
            await(() -> server.reporters.size() == 2);

            Path chaos = dir.resolve("chaos");
            Files.writeString(chaos, "fra1-r01-n01 silent\nno-such-host silent\n");
            await(() -> !running(fleet, "fra1-r01-n01"));
            assertThat(running(fleet, "fra1-r01-n02")).isTrue();

            int reports = server.reports.get();
            Files.writeString(chaos, "fra1-r01-n02 iommu-switched-off\n");
            await(() -> server.reports.get() >= reports + 2);
            assertThat(running(fleet, "fra1-r01-n01")).isTrue();
            fleet.stop(Duration.ofSeconds(10));
        }
    }

    private static boolean running(Fleet fleet, String hostname) {
        return fleet.agents()
                .filter(agent -> agent.getName().equals(hostname))
                .anyMatch(Thread::isAlive);
    }

    @Test
    void theProcessEndsWithItsInput() throws Exception {
        try (StubServer server = new StubServer(0)) {
            Files.writeString(dir.resolve("token"), "token");
            Process process = process(server);
            await(() -> server.reporters.size() == 3);
            process.getOutputStream().close();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(dir.resolve("log"))
                    .content()
                    .contains("3 simulated hosts (seed 5)")
                    .contains("all 3 agents have started");
        }
    }

    @Test
    void aSignalEndsTheProcess() throws Exception {
        try (StubServer server = new StubServer(0)) {
            Files.writeString(dir.resolve("token"), "token");
            Process process = process(server);
            await(() -> server.reporters.size() == 3);
            process.toHandle().destroy();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(128 + 15);
        }
    }

    @Test
    void optionsAreCheckedInOneLine() {
        assertThatThrownBy(() -> FleetOptions.parse("--nodes", "2"))
                .hasMessageStartingWith("--server is missing");
        assertThatThrownBy(() -> FleetOptions.parse("--nods", "2"))
                .hasMessageStartingWith("unknown option '--nods'");
        assertThatThrownBy(() ->
                        FleetOptions.parse(
                                "--server",
                                "http://localhost:1",
                                "--state",
                                "x",
                                "--nodes",
                                "none"))
                .hasMessage("--nodes wants a number, not 'none'");
        assertThatThrownBy(() -> FleetOptions.parse("--server"))
                .hasMessageStartingWith("--server wants a value");
    }

    private Fleet fleet(StubServer server, int nodes) throws IOException {
        Files.writeString(dir.resolve("token"), "token\n");
        return new Fleet(options(server, nodes), SimulatedFleet.generate(nodes, 1));
    }

    private FleetOptions options(StubServer server, int nodes) {
        return new FleetOptions(
                server.address(),
                ServerTrust.ofThisJava(),
                nodes,
                1,
                dir,
                Optional.of(dir.resolve("token")),
                Optional.of(dir.resolve("chaos")),
                false,
                true);
    }

    private Process process(StubServer server) throws IOException {
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FleetMain.class.getName(),
                        "--server",
                        server.address().toString(),
                        "--nodes",
                        "3",
                        "--seed",
                        "5",
                        "--state",
                        dir.toString(),
                        "--enrollment-token-file",
                        dir.resolve("token").toString(),
                        "--stop-when-stdin-closes");
        File log = dir.resolve("log").toFile();
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited a minute").isLessThan(deadline);
            Thread.sleep(20);
        }
    }
}
