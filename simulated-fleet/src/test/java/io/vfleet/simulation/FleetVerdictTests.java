package io.vfleet.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfleet.agent.collect.InventoryCollector;
import io.vfleet.agent.host.DirectoryHost;
import io.vfleet.agent.host.Host;
import io.vfleet.agent.host.Reading;
import io.vfleet.agent.host.RecordingHost;
import io.vfleet.domain.chain.Chain;
import io.vfleet.domain.chain.Diagnosis;
import io.vfleet.domain.chain.Expectations;
import io.vfleet.domain.chain.Finding;
import io.vfleet.domain.chain.Link;
import io.vfleet.domain.chain.LinkState;
import io.vfleet.domain.chain.Severity;
import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.VfAdmin;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetVerdictTests {

    private static final long SEED = 1;
    private static final Set<LinkState> TROUBLE =
            Set.of(LinkState.BROKEN, LinkState.WARN, LinkState.UNKNOWN);
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

    @TempDir private Path dir;

    @Test
    void mostOfTheFleetIsFineAndTheRestIsNot() {
        List<Blueprint> blueprints = SimulatedFleet.blueprints(200, SEED);
        List<LinkState> states =
                SimulatedFleet.generate(200, SEED).stream()
                        .map(it -> judge(it).verdict().state())
                        .toList();

        assertThat(
                        IntStream.range(0, 200)
                                .filter(it ->
                                        blueprints.get(it).circumstance() == Circumstance.ORDINARY)
                                .mapToObj(states::get))
                .containsOnly(LinkState.OK);
        assertThat(states).filteredOn(LinkState.BROKEN::equals).hasSizeBetween(12, 24);
        assertThat(states).filteredOn(TROUBLE::contains).hasSizeBetween(22, 34);
        assertThat(states).contains(LinkState.WARN, LinkState.UNKNOWN, LinkState.NOT_APPLICABLE);
    }

    @Test
    void nothingButHintsIsFoundOnAnOrdinaryHost() {
        List<Blueprint> blueprints = SimulatedFleet.blueprints(60, SEED);
        List<SimulatedHost> hosts = SimulatedFleet.generate(60, SEED);

        assertThat(
                        IntStream.range(0, 60)
                                .filter(it ->
                                        blueprints.get(it).circumstance() == Circumstance.ORDINARY)
                                .mapToObj(hosts::get)
                                .flatMap(it -> judge(it).links().stream())
                                .flatMap(link -> link.findings().stream())
                                .filter(finding -> finding.severity() != Severity.INFO)
                                .map(Finding::check))
                .isEmpty();
    }

    @Test
    void aMachineMayBeSetUpAnewAndIsThenJudgedByThat() {
        SimulatedHost host = SimulatedFleet.generate(1, SEED).getFirst();
        SimulatedHost other = host.in("firmware-keeps-iommu");

        assertThat(other.hostname()).isEqualTo(host.hostname());
        assertThat(other.kernel().machine().machineId())
                .isEqualTo(host.kernel().machine().machineId());
        assertThat(judge(host).verdict().state()).isEqualTo(LinkState.OK);
        assertThat(judge(other).verdict().link()).contains(Link.FIRMWARE);
        assertThatThrownBy(() -> host.in("on-fire"))
                .hasMessageStartingWith("nothing is called 'on-fire'; there are: ordinary,");
    }

    @Test
    void aCaptureIsJudgedLikeItsHost() throws Exception {
        Map<Circumstance, Integer> first =
                IntStream.range(0, 50)
                        .boxed()
                        .collect(
                                Collectors.toMap(
                                        it ->
                                                SimulatedFleet.blueprints(50, SEED)
                                                        .get(it)
                                                        .circumstance(),
                                        it -> it,
                                        (one, _) -> one));
        List<SimulatedHost> fleet = SimulatedFleet.generate(50, SEED);
        assertThat(first).containsKeys(Circumstance.values());
        for (Map.Entry<Circumstance, Integer> entry : first.entrySet()) {
            SimulatedHost host = fleet.get(entry.getValue());
            assertThat(essence(judge(captured(host))))
                    .as(entry.getKey().name())
                    .isEqualTo(essence(judge(new WithoutSlowFacts(host))));
        }
    }

    private Host captured(SimulatedHost host) throws Exception {
        RecordingHost recording = new RecordingHost(host);
        inventory(recording);
        Path archive = dir.resolve(host.hostname() + ".tgz");
        try (OutputStream out = Files.newOutputStream(archive)) {
            recording.writeTo(out, Instant.EPOCH, false);
        }
        Path tree = Files.createDirectories(dir.resolve(host.hostname()));
        Process tar =
                new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", tree.toString())
                        .inheritIO()
                        .start();
        assertThat(tar.waitFor()).isZero();
        return new DirectoryHost(tree);
    }

    private static Diagnosis judge(Host host) {
        NodeInventory inventory = inventory(host);
        Expectations expectations =
                Optional.ofNullable(inventory.labels().get("profile"))
                        .map(Expectations::ofProfile)
                        .orElse(Expectations.NONE);
        return Chain.standard().examine(inventory, expectations);
    }

    private static NodeInventory inventory(Host host) {
        return new InventoryCollector(host, CLOCK, "test").collect(Journal.EMPTY);
    }

    // the verdict, every link's state and what was found
    private static String essence(Diagnosis diagnosis) {
        return Stream.concat(
                        Stream.of(diagnosis.verdict().toString()),
                        diagnosis.links().stream()
                                .map(it -> it.link() + " " + it.state() + " " + it.findings()))
                .collect(Collectors.joining("\n"));
    }

    /// A capture cannot ask drivers either, and services are kept out of it.
    private record WithoutSlowFacts(Host host) implements Host {

        @Override
        public Reading<String> text(String path) {
            return path.startsWith("/etc/systemd/system/")
                    ? new Reading.Failed<>("it may hold secrets")
                    : host.text(path);
        }

        @Override
        public Reading<byte[]> bytes(String path, int limit) {
            return host.bytes(path, limit);
        }

        @Override
        public Reading<List<String>> list(String path) {
            return host.list(path);
        }

        @Override
        public Reading<String> link(String path) {
            return host.link(path);
        }

        @Override
        public Reading<SortedMap<Integer, VfAdmin>> vfAdmin(String netdev) {
            return new Reading.Absent<>();
        }

        @Override
        public boolean whole() {
            return host.whole();
        }
    }
}
