package io.vfleet.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vfleet.domain.inventory.Card.FirmwareSettings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// Anything that the vendor's tool may print.
class FirmwareToolFuzzTests {

    @FuzzTest
    void settingsOrWhyThereAreNone(byte[] printed) {
        String said = new String(printed, StandardCharsets.UTF_8);

        Reading<FirmwareSettings> answer =
                FirmwareTool.understand("mstconfig", said, Instant.EPOCH);

        switch (answer) {
            case Reading.Value<FirmwareSettings>(var found) -> {
                assertThat(found.settings()).isNotEmpty();
                found.settings()
                        .keySet()
                        .forEach(name -> {
                            assertThat(said).contains(name);
                            assertThat(found.next(name).orElse(0)).isNotNegative();
                            assertThat(found.current(name).orElse(0)).isNotNegative();
                        });
            }
            case Reading.Failed<FirmwareSettings>(var reason) ->
                    assertThat(reason).startsWith("mstconfig").hasSizeLessThan(300);
            case Reading.Absent<FirmwareSettings>() -> throw new AssertionError("asked in vain");
        }
    }
}
