package io.vfleet.agent.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/// Any text where the agent's own memory should stand.
class VfMemoryFuzzTests {

    @FuzzTest
    void whatIsUnderstoodIsWrittenTheSame(byte[] file) {
        String text = new String(file, StandardCharsets.UTF_8);
        VfMemoryText.read(text.lines().toList())
                .ifPresent(memory ->
                        assertThat(VfMemoryText.read(VfMemoryText.write(memory))).contains(memory));
    }
}
