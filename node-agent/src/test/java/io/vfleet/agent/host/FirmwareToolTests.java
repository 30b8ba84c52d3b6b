package io.vfleet.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.agent.CapturedTrees;
import io.vfleet.domain.inventory.Card.FirmwareSettings;
import io.vfleet.domain.inventory.PciAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirmwareToolTests {

    private static final PciAddress PF = PciAddress.parse("0000:19:00.0");

    @TempDir Path folder;

    @Test
    void aCapturedAnswerTellsNowAndNextBoot() throws IOException {
        FirmwareSettings settings = understood("sno-mellanox/mstconfig-e-q.cx4lx.txt");

        assertThat(settings.current("NUM_OF_VFS")).hasValue(5);
        assertThat(settings.next("NUM_OF_VFS")).hasValue(5);
        assertThat(settings.current("SRIOV_EN")).hasValue(1);
        assertThat(settings.next("PF_NUM_OF_VF_VALID")).hasValue(0);
        assertThat(settings.next("NUM_VF_MSIX")).hasValue(11);
        assertThat(settings.next("LINK_TYPE_P1")).hasValue(2);
        assertThat(settings.settings()).doesNotContainKey("PCI_ATOMIC_MODE");
    }

    @Test
    void anAnswerOfOneColumnTellsNextBootOnly() throws IOException {
        FirmwareSettings settings = understood("bluebanquise/mlxconfig-q.cx5-vpi-ib-sriov-off.txt");

        assertThat(settings.current("SRIOV_EN")).isEmpty();
        assertThat(settings.next("SRIOV_EN")).hasValue(0);
        assertThat(settings.next("NUM_OF_VFS")).hasValue(0);
        assertThat(settings.next("NUM_VF_MSIX")).hasValue(19);
    }

    @Test
    void theToolIsAskedAboutOneCard() throws IOException {
        script("echo \"$@ $PATH\"; printf 'NUM_OF_VFS 8 4 16\\n'");

        FirmwareSettings settings = ask().found().orElseThrow();

        assertThat(settings.tool()).isEqualTo("mstconfig");
        assertThat(settings.current("NUM_OF_VFS")).hasValue(4);
        assertThat(settings.next("NUM_OF_VFS")).hasValue(16);
    }

    @Test
    void aToolThatMayNotReachTheCardSaysWhy() throws IOException {
        script(
                """
                echo "-E- Failed to open the device: $2 $3 $4"
                exit 3
                """);

        assertThat(ask())
                .isEqualTo(
                        new Reading.Failed<>(
                                "mstconfig: Failed to open the device: -d 0000:19:00.0 q"));
    }

    @Test
    void aToolThatHangsIsEnded() throws IOException {
        script("exec sleep 600");

        Reading<FirmwareSettings> answer =
                new FirmwareTool(List.of(folder), Duration.ofMillis(300)).read(PF);

        assertThat(answer).isEqualTo(new Reading.Failed<>("no answer in 0.3 s"));
    }

    @Test
    void aToolThatIsNotThereIsNamed() {
        assertThat(ask()).isEqualTo(new Reading.Failed<>("mstconfig is not installed"));
    }

    private Reading<FirmwareSettings> ask() {
        return new FirmwareTool(List.of(folder), Duration.ofSeconds(30)).read(PF);
    }

    private void script(String lines) throws IOException {
        Path tool = Files.writeString(folder.resolve("mstconfig"), "#!/bin/sh\n" + lines + "\n");
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static FirmwareSettings understood(String file) throws IOException {
        String said = Files.readString(CapturedTrees.fixtures().resolve(file));
        return FirmwareTool.understand("mstconfig", said, Instant.EPOCH).found().orElseThrow();
    }
}
