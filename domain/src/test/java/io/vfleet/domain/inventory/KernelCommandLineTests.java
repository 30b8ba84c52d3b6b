package io.vfleet.domain.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KernelCommandLineTests {

    private static final List<String> ON_OFF = List.of("on", "off");

    private static KernelCommandLine line(String text) {
        return KernelCommandLine.parse(text);
    }

    @Test
    void argumentsAreWholeWords() {
        assertThat(line("ro  quiet\tiommu=pt\n").arguments())
                .extracting(KernelCommandLine.Argument::text)
                .containsExactly("ro", "quiet", "iommu=pt");
        assertThat(line("myiommu=off iommu.strict=off").has("iommu", "off")).isFalse();
    }

    @Test
    void theLastWordWins() {
        KernelCommandLine line = line("intel_iommu=on,sm_on intel_iommu=off intel_iommu=sm_off");

        assertThat(line.last("intel_iommu", ON_OFF)).contains("off");
        assertThat(line("quiet").last("intel_iommu", ON_OFF)).isEmpty();
        assertThat(line("intel_iommu").last("intel_iommu", ON_OFF)).isEmpty();
    }

    @Test
    void aQuoteThatNobodyClosesEndsWithTheLine() {
        assertThat(line("quiet iommu=\"pt").has("iommu", "pt")).isTrue();
    }

    @Test
    void quotesHoldWordsTogether() {
        KernelCommandLine line = line("dyndbg=\"file a.c +p; iommu=off\" \"iommu=pt\"");

        assertThat(line.has("iommu", "off")).isFalse();
        assertThat(line.has("iommu", "pt")).isTrue();
    }

    @Test
    void quotesGoAtTheStartOfWordAndValueAlone() {
        assertThat(line("iommu=\"pt\"").has("iommu", "pt")).isTrue();
        assertThat(line("\"iommu=\"pt\"").has("iommu", "pt")).isTrue();
        assertThat(line("iom\"\"mu=pt").all("iommu")).isEmpty();
        assertThat(line("iommu=p\"\"t").has("iommu", "pt")).isFalse();
        assertThat(line("\"quiet\" =x \"").arguments())
                .extracting(KernelCommandLine.Argument::key)
                .containsExactly("quiet", "=x", "");
    }

    @Test
    void whatFollowsTwoDashesIsForInit() {
        assertThat(line("ro -- iommu=off").has("iommu", "off")).isFalse();
    }

    @Test
    void dashAndUnderscoreAreTheSameInKeys() {
        assertThat(line("intel-iommu=on").has("intel_iommu", "on")).isTrue();
    }

    @Test
    void anEmptyLineHasNoArguments() {
        assertThat(line("").arguments()).isEmpty();
        assertThat(line(" = ").arguments()).hasSize(1);
    }
}
