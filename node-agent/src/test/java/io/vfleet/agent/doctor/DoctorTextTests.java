package io.vfleet.agent.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.agent.CapturedTrees;
import io.vfleet.agent.collect.InventoryCollector;
import io.vfleet.agent.host.DirectoryHost;
import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.inventory.NodeInventory;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class DoctorTextTests {

    private static final OptionalInt NO_TERMINAL = OptionalInt.empty();
    private static final OptionalInt TERMINAL = OptionalInt.of(80);

    @Test
    void theChainStandsInOneLineAndTheBrokenLinkHasProofAndFix() {
        List<String> lines = answer(style(StandardCharsets.UTF_8, NO_TERMINAL, Map.of()));

        assertThat(lines.getFirst()).isEqualTo("✗ BROKEN at firmware on node");
        assertThat(lines)
                .contains(
                        "  ✗ firmware → ✓ kernel → · hugepages → ✓ vfs → · rdma → · orchestration")
                .containsSubsequence(
                        "  ✗ firmware       BROKEN  DMAR, 10 IOMMU groups",
                        "      see   /sys/bus/pci/devices/0000:00:02.0/config",
                        "            = root port, no ACS capability",
                        "      fix   lspci -vv -s 0000:00:02.0 | grep -e ACSCap -e ACSCtl",
                        "Runbook: docs/runbooks/vf-not-isolated.md");
    }

    @Test
    void linesFitTheTerminalAndPathsAndCommandsStayWhole() {
        List<String> narrow =
                answer(style(StandardCharsets.UTF_8, OptionalInt.of(60), Map.of())).stream()
                        .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", ""))
                        .toList();

        assertThat(narrow).anyMatch(line -> line.length() > 50);
        assertThat(narrow)
                .filteredOn(line -> line.length() > 60)
                .allMatch(line -> line.strip().matches("(see   /|fix   )\\S.*"));
        assertThat(narrow)
                .contains("      see   /sys/bus/pci/devices/0000:01:10.0/iommu_group/devices");
    }

    @Test
    void colorsAreForTerminalsThatWantThem() {
        Style wanted = style(StandardCharsets.UTF_8, TERMINAL, Map.of("TERM", "xterm"));

        assertThat(answer(wanted)).anyMatch(DoctorTextTests::colored);
        for (Style plain :
                List.of(
                        style(StandardCharsets.UTF_8, NO_TERMINAL, Map.of()),
                        style(StandardCharsets.UTF_8, TERMINAL, Map.of("NO_COLOR", "1")),
                        style(StandardCharsets.UTF_8, TERMINAL, Map.of("TERM", "dumb")))) {
            assertThat(answer(plain)).noneMatch(DoctorTextTests::colored);
        }
        assertThat(style(StandardCharsets.UTF_8, TERMINAL, Map.of("NO_COLOR", "")).colors())
                .isTrue();
    }

    @Test
    void aLocaleWithoutSignsGetsPlainCharacters() {
        List<String> lines = answer(style(StandardCharsets.US_ASCII, NO_TERMINAL, Map.of()));

        assertThat(lines).allMatch(line -> line.chars().allMatch(character -> character < 128));
        assertThat(lines)
                .contains(
                        "  x firmware > + kernel > - hugepages > + vfs > - rdma > - orchestration");
    }

    private static boolean colored(String line) {
        return line.contains("\u001b[");
    }

    private static Style style(
            Charset charset, OptionalInt terminal, Map<String, String> environment) {
        return Style.of(
                new PrintStream(new ByteArrayOutputStream(), true, charset), terminal, environment);
    }

    private static List<String> answer(Style style) {
        NodeInventory inventory =
                new InventoryCollector(
                                new DirectoryHost(CapturedTrees.ACS_OFF.root()),
                                Clock.systemUTC(),
                                "test")
                        .collect(Journal.EMPTY);
        return new DoctorText(style)
                .of(inventory, DoctorCommand.examine(inventory), "Read by a test.")
                .lines()
                .toList();
    }
}
