package io.vfleet.agent.collect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.agent.CapturedTrees;
import io.vfleet.agent.HostTree;
import io.vfleet.agent.host.DirectoryHost;
import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.inventory.NodeInventory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The captured healthy host with what no captured host has: a kernel's log, crashes, boot entries,
/// others who set VF counts, Kubernetes, and VFs in use.
class FurnishedTreeTests {

    private static final String DEVICES = "sys/bus/pci/devices/";
    private static final String PSTORE = "sys/fs/pstore/dmesg-efi_pstore-17200000000";

    // each at another time, so that there is an order
    private static final Map<String, String> CRASHED =
            Map.of(
                    PSTORE + "1001",
                    "2026-03-01T10:00:00Z",
                    PSTORE + "2001",
                    "2026-03-01T10:00:00Z",
                    "var/lib/systemd/pstore/1772000000/001/dmesg.txt",
                    "2026-02-25T06:13:20Z",
                    "var/crash/127.0.0.1-2026-02-01-10:00:00/vmcore-dmesg.txt",
                    "2026-02-01T10:00:00Z");

    @Test
    void agreesWithAWalkThatKnowsNothingOfTheCollector() throws IOException {
        Path root = furnished();
        NodeInventory inventory =
                new InventoryCollector(
                                new DirectoryHost(root), InstantSource.fixed(Instant.EPOCH), "test")
                        .collect(Journal.EMPTY);

        ReportedFields.agree(inventory, root);
        assertThat(ReportedFields.of(inventory))
                .containsKeys(
                        "host.kernel.secureBoot",
                        "host.kernel.log",
                        "host.kernel.crashes",
                        "host.kernel.nextBoot",
                        "owners",
                        "kubernetes.pools",
                        "0000:01:10.0.holders")
                .containsEntry("0000:01:10.4.inUse", "false")
                .doesNotContainKey("0000:02:10.6.holders");
    }

    private Path furnished() throws IOException {
        Path root = CapturedTrees.HEALTHY.copy("furnished");
        for (String vf : List.of("0000:01:10.2", "0000:01:10.4", "0000:01:10.6")) {
            Path device = root.resolve(DEVICES + vf);
            Files.move(device.resolve("net"), device.resolve("in-another-namespace"));
        }
        for (String vf : List.of("0000:01:10.2", "0000:01:10.4")) {
            Files.delete(root.resolve(DEVICES + vf + "/driver"));
        }
        try (InputStream lines = getClass().getResourceAsStream("/furnished-host.txt")) {
            HostTree.write(root, new String(lines.readAllBytes(), UTF_8));
        }
        Path override = root.resolve(DEVICES + "0000:01:10.2/driver_override");
        Files.writeString(override, "vfio-pci\n");
        Path upper = root.resolve(DEVICES + "0000:02:10.0/net");
        String netdev = TreeFiles.names(upper, ".*").getFirst();
        Files.createSymbolicLink(upper.resolve(netdev).resolve("upper_bond0"), Path.of("../bond0"));
        Path variables = Files.createDirectories(root.resolve("sys/firmware/efi/efivars"));
        Files.write(
                variables.resolve("SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c"),
                new byte[] {6, 0, 0, 0, 1});
        for (Map.Entry<String, String> crash : CRASHED.entrySet()) {
            FileTime at = FileTime.from(Instant.parse(crash.getValue()));
            Files.setLastModifiedTime(root.resolve(crash.getKey()), at);
        }
        return root;
    }
}
