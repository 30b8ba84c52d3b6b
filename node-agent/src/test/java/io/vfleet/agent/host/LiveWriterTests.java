package io.vfleet.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.agent.HostTree;
import io.vfleet.domain.inventory.PciAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveWriterTests {

    private static final PciAddress PF = PciAddress.parse("0000:81:00.0");
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir Path root;

    private Path folder;

    @BeforeEach
    void tree() {
        HostTree.write(
                root,
                """
                sys/devices/pci0000:80/0000:81:00.0/vendor = 0x8086
                sys/devices/pci0000:80/0000:81:00.0/device = 0x1592
                sys/devices/pci0000:80/0000:81:00.0/sriov_numvfs = 0
                sys/bus/pci/devices/0000:81:00.0 -> ../../../devices/pci0000:80/0000:81:00.0
                """);
        folder = root.resolve("sys/devices/pci0000:80/0000:81:00.0");
    }

    @Test
    void theValueIsWrittenAsItIs() throws IOException {
        assertThat(write("sriov_numvfs", LIMIT)).isInstanceOf(WriteResult.Written.class);
        assertThat(Files.readString(folder.resolve("sriov_numvfs"))).startsWith("8");
    }

    @Test
    void aMissingAttributeIsAnErrorAndNotMade() {
        assertThat(write("sriov_nothing", LIMIT))
                .isEqualTo(
                        new WriteResult.Refused("ENOENT", "No such file or directory", List.of()));
        assertThat(folder.resolve("sriov_nothing")).doesNotExist();
    }

    @Test
    void anotherFunctionAtTheAddressIsNotWrittenTo() throws IOException {
        Files.writeString(folder.resolve("device"), "0x1593\n");

        assertThat(write("sriov_numvfs", LIMIT))
                .isInstanceOfSatisfying(
                        WriteResult.Refused.class,
                        refused -> assertThat(refused.words()).contains("another function is at"));
        assertThat(Files.readString(folder.resolve("sriov_numvfs"))).isEqualTo("0\n");
    }

    @Test
    void aLinkOutOfThePfsFolderIsNotFollowed() throws IOException {
        Path outside = Files.writeString(root.resolve("outside"), "0");
        Files.createSymbolicLink(folder.resolve("elsewhere"), outside);
        Files.delete(root.resolve("sys/bus/pci/devices/0000:81:00.0"));
        Files.createSymbolicLink(root.resolve("sys/bus/pci/devices/0000:81:00.0"), root);

        assertThat(write("sriov_numvfs", LIMIT)).isInstanceOf(WriteResult.Refused.class);
        Files.delete(root.resolve("sys/bus/pci/devices/0000:81:00.0"));
        Files.createSymbolicLink(root.resolve("sys/bus/pci/devices/0000:81:00.0"), folder);
        assertThat(write("elsewhere", LIMIT)).isInstanceOf(WriteResult.Refused.class);
        assertThat(Files.readString(outside)).isEqualTo("0");
    }

    @Test
    void aWriteThatDoesNotReturnIsGivenUpAndNamed() throws Exception {
        // opening a FIFO nobody reads waits as a hung write does, only that it can be ended
        Path fifo = folder.resolve("sriov_fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
        LiveWriter writer = new LiveWriter(root);

        WriteResult result = writer.write(target("sriov_fifo"), "8", Duration.ofSeconds(3));

        assertThat(result)
                .isInstanceOfSatisfying(
                        WriteResult.Hung.class,
                        hung ->
                                assertThat(hung.writer())
                                        .matches("pid \\d+ in .*, writing 8 to .*sriov_fifo"));
        assertThat(writer.hung()).isEmpty();
    }

    @Test
    void onlyTheKernelsLinesAboutTheDeviceAreKept() {
        List<String> lines = new ArrayList<>();
        KernelLog.take("4,12,99,-;pci 0000:81:00.0: not enough MMIO resources\n", PF, lines);
        KernelLog.take("4,13,99,-;no driver bound\n DEVICE=+pci:0000:81:00.0\n", PF, lines);
        KernelLog.take("4,14,99,-;pci 0000:82:00.0: something else\n", PF, lines);

        assertThat(lines)
                .containsExactly("pci 0000:81:00.0: not enough MMIO resources", "no driver bound");
    }

    private WriteResult write(String attribute, Duration limit) {
        return new LiveWriter(root).write(target(attribute), "8", limit);
    }

    private static WriteTarget target(String attribute) {
        return new WriteTarget(PF, "0x8086", "0x1592", attribute);
    }
}
