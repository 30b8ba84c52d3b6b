package io.vfleet.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.agent.CapturedTrees;
import io.vfleet.agent.HostTree;
import io.vfleet.agent.collect.InventoryCollector;
import io.vfleet.domain.chain.Chain;
import io.vfleet.domain.chain.Diagnosis;
import io.vfleet.domain.chain.Expectations;
import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.VfCountOwner;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CaptureTests {

    @TempDir static Path folder;

    @ParameterizedTest
    @EnumSource
    void captureReadsLikeItsHost(CapturedTrees tree) throws Exception {
        RecordingHost host = new RecordingHost(new DirectoryHost(tree.root()));
        NodeInventory inventory = collect(host);

        Host captured = new DirectoryHost(unpacked(host, tree.name()));

        assertThat(captured.whole()).isEqualTo(host.whole());
        assertThat(collect(captured)).isEqualTo(inventory);
    }

    @Test
    void thisMachinesCaptureIsWhole() throws Exception {
        RecordingHost host = new RecordingHost(new DirectoryHost(Path.of("/")));
        NodeInventory inventory = collect(host);

        Host captured = new DirectoryHost(unpacked(host, "this"));

        assertThat(captured.whole()).isTrue();
        assertThat(collect(captured).host()).isEqualTo(inventory.host());
        assertThat(collect(captured).gaps()).isEqualTo(inventory.gaps());
    }

    @ParameterizedTest
    @EnumSource
    void aMaskedCaptureIsJudgedTheSameAndNamesNobody(CapturedTrees tree) throws Exception {
        RecordingHost host = new RecordingHost(new DirectoryHost(tree.root()));
        NodeInventory inventory = collect(host);
        Path plain = unpacked(host, tree.name() + "-plain");
        Path masked = unpacked(host, tree.name() + "-masked", true);

        assertThat(judged(collect(new DirectoryHost(masked)))).isEqualTo(judged(inventory));
        Set<String> identities = Identities.in(plain);
        String all = String.join("\n", Identities.contents(masked)).toLowerCase(Locale.ROOT);
        assertThat(identities).noneMatch(all::contains);
    }

    @Test
    void whatBelongsTogetherStaysTogetherUnderAMask() throws Exception {
        Path root =
                HostTree.write(
                        Files.createDirectories(folder.resolve("named")),
                        """
                        read-errors.txt =
                        proc/sys/kernel/hostname = db7.example.org
                        etc/machine-id = 0123456789abcdef0123456789abcdef
                        proc/cmdline = ip=10.1.2.3 host=db7 root=UUID=6a1b0c9d-1111-4222-8333-944455566677
                        etc/vfleet/agent.yaml = server: https://fleet.example.org\\nlabels: {site: fra}
                        sys/class/dmi/id/product_uuid = 6a1b0c9d-1111-4222-8333-944455566677
                        sys/bus/pci/devices/0000:01:00.0/class = 0x020000
                        sys/bus/pci/devices/0000:01:00.0/sriov_totalvfs = 8
                        sys/bus/pci/devices/0000:01:00.0/sriov_numvfs = 0
                        sys/bus/pci/devices/0000:01:00.0/net/enx525400aa0001/address = 52:54:00:aa:00:01
                        etc/udev/rules.d/70-db7.rules = ATTR{address}=="52:54:00:aa:00:01", ATTR{device/sriov_numvfs}="4"
                        """);
        RecordingHost host = new RecordingHost(new DirectoryHost(root));
        NodeInventory plain = collect(host);

        Path captured = unpacked(host, "named", true);

        NodeInventory masked = collect(new DirectoryHost(captured));
        assertThat(masked.host().hostname()).contains("masked-host");
        assertThat(masked.labels()).isEqualTo(plain.labels());
        assertThat(masked.owners()).hasSameSizeAs(plain.owners()).isNotEmpty();
        assertThat(String.join("\n", Identities.contents(captured)))
                .contains("enx020000000001", "02:00:00:00:00:01")
                .doesNotContain(
                        "db7", "525400aa", "52:54:00", "0123456789abcdef", "6a1b0c9d", "10.1.2.3")
                .doesNotContain("fleet.example.org");
    }

    private static List<String> judged(NodeInventory inventory) {
        Diagnosis diagnosis = Chain.standard().examine(inventory, Expectations.ofProfile(""));
        return Stream.concat(
                        diagnosis.links().stream().map(link -> link.link() + " " + link.state()),
                        diagnosis
                                .findings()
                                .map(finding -> finding.check() + " " + finding.subject()))
                .toList();
    }

    /// What tells one machine from another, by a walk that knows nothing of the mask.
    private static final class Identities {

        private static final Pattern MAC = Pattern.compile("\\b(?:[0-9a-f]{2}:){5}[0-9a-f]{2}\\b");
        private static final Pattern NOTHING = Pattern.compile("[0:-]*|[f:]*");

        static Set<String> in(Path root) throws IOException {
            Set<String> found = new TreeSet<>();
            for (String text : contents(root)) {
                MAC.matcher(text).results().map(MatchResult::group).forEach(found::add);
            }
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String name = file.getFileName().toString();
                    if (name.matches(".*serial|product_uuid|machine-id|node_guid|sys_image_guid")) {
                        found.add(Files.readString(file).strip().toLowerCase(Locale.ROOT));
                    }
                }
            }
            found.removeIf(
                    identity -> identity.length() < 4 || NOTHING.matcher(identity).matches());
            return found;
        }

        /// Every file's path and text.
        static List<String> contents(Path root) throws IOException {
            try (Stream<Path> files = Files.walk(root)) {
                List<String> contents = new ArrayList<>();
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    contents.add(
                            root.relativize(file)
                                    + "\n"
                                    + Files.readString(file, StandardCharsets.ISO_8859_1));
                }
                return contents;
            }
        }
    }

    @Test
    void whatMayHoldSecretsIsKeptOut() throws Exception {
        String connection = "/etc/NetworkManager/system-connections/a.nmconnection";
        Path root =
                HostTree.write(
                        Files.createDirectories(folder.resolve("secretive")),
                        """
                        read-errors.txt =
                        sys/bus/pci/devices/0000:01:00.0/class = 0x020000
                        sys/bus/pci/devices/0000:01:00.0/sriov_totalvfs = 8
                        etc/NetworkManager/system-connections/a.nmconnection = [sriov]\\npassword=x
                        """);
        RecordingHost host = new RecordingHost(new DirectoryHost(root));

        assertThat(collect(host).owners()).extracting(VfCountOwner::path).contains(connection);
        Path captured = unpacked(host, "secrets");

        assertThat(captured.resolve(connection.substring(1))).doesNotExist();
        assertThat(collect(new DirectoryHost(captured)).gap(connection)).isPresent();
    }

    private static Path unpacked(RecordingHost host, String name) throws Exception {
        return unpacked(host, name, false);
    }

    private static Path unpacked(RecordingHost host, String name, boolean masked) throws Exception {
        Path archive = folder.resolve(name + ".tgz");
        write(host, archive, masked);
        Path target = Files.createDirectories(folder.resolve(name + "-again"));
        CapturedTrees.unpack(archive, target);
        return target;
    }

    private static void write(RecordingHost host, Path archive, boolean masked) throws IOException {
        try (OutputStream out = Files.newOutputStream(archive)) {
            host.writeTo(out, Instant.parse("2026-01-01T00:00:00Z"), masked);
        }
    }

    private static NodeInventory collect(Host host) {
        return new InventoryCollector(host, InstantSource.fixed(Instant.EPOCH), "test")
                .collect(Journal.EMPTY);
    }
}
