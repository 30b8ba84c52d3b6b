package io.vfleet.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.agent.CapturedTrees;
import io.vfleet.agent.HostTree;
import io.vfleet.agent.collect.InventoryCollector;
import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.VfCountOwner;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
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
        Path archive = folder.resolve(name + ".tgz");
        write(host, archive);
        Path target = Files.createDirectories(folder.resolve(name + "-again"));
        CapturedTrees.unpack(archive, target);
        return target;
    }

    private static void write(RecordingHost host, Path archive) throws IOException {
        try (OutputStream out = Files.newOutputStream(archive)) {
            host.writeTo(out, Instant.parse("2026-01-01T00:00:00Z"));
        }
    }

    private static NodeInventory collect(Host host) {
        return new InventoryCollector(host, InstantSource.fixed(Instant.EPOCH), "test")
                .collect(Journal.EMPTY);
    }
}
