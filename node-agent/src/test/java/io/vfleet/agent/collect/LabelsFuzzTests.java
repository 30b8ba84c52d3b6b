package io.vfleet.agent.collect;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vfleet.agent.MemoryHost;
import java.util.Map;

/// Any text where the labels should stand.
class LabelsFuzzTests {

    @FuzzTest
    void shortTextsOrAGap(byte[] file) {
        Look look = new Look(new MemoryHost("").with(Labels.FILE, file));
        Map<String, String> labels = Labels.read(look);

        assertThat(labels).hasSizeLessThanOrEqualTo(64);
        assertThat(labels.values()).allMatch(value -> value.length() <= 256);
        assertThat(labels.isEmpty() || look.gaps().list().isEmpty()).isTrue();
    }
}
