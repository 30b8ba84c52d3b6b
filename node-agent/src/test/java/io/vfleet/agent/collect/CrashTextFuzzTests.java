package io.vfleet.agent.collect;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vfleet.domain.inventory.PciAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/// Any text as what a crash left.
class CrashTextFuzzTests {

    private static final CrashText CRASH =
            new CrashText(Set.of("igb"), Set.of(PciAddress.parse("0000:01:00.0")));

    @FuzzTest
    void fewShortLinesAreKept(byte[] file) {
        String text = new String(file, StandardCharsets.UTF_8);

        assertThat(CRASH.lines(text))
                .hasSizeLessThanOrEqualTo(CrashText.MOST_LINES)
                .allMatch(line -> line.length() <= 240 && text.contains(line));
        assertThat(CrashText.head(text).part()).isNotNegative();
    }
}
