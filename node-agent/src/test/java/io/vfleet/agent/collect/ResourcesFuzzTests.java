package io.vfleet.agent.collect;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vfleet.agent.MemoryHost;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/// Any text where a function's address ranges should stand.
class ResourcesFuzzTests {

    @FuzzTest
    void rangesOrAGap(byte[] file) {
        String text = new String(file, StandardCharsets.UTF_8);
        Look look = new Look(new MemoryHost(""));
        Resources resources = Resources.parse(look, "/resource", text);

        assertThat(look.gaps().list().isEmpty())
                .isEqualTo(resources.ranges().size() == text.lines().count());
        assertThat(resources.vfBars()).hasSizeLessThanOrEqualTo(6).allMatch(bar -> bar.bytes() > 0);
        assertThat(resources.windows()).hasSizeLessThanOrEqualTo(4);
        assertThat(Resources.parse(look, "/resource", asTheKernelPrints(resources)))
                .isEqualTo(resources);
    }

    // resource_show, drivers/pci/pci-sysfs.c
    private static String asTheKernelPrints(Resources resources) {
        return resources.ranges().stream()
                .map(range ->
                        "0x%016x 0x%016x 0x%016x\n"
                                .formatted(range.start(), range.end(), range.flags()))
                .collect(Collectors.joining());
    }
}
