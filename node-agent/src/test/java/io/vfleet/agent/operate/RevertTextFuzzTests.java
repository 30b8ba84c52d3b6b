package io.vfleet.agent.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;

/// Any armed revert, its checksum right.
class RevertTextFuzzTests {

    @FuzzTest
    void whatIsUnderstoodIsWrittenTheSame(byte[] body) {
        understood(closed(new String(body, StandardCharsets.UTF_8)))
                .ifPresent(plan -> assertThat(understood(RevertText.write(plan))).contains(plan));
    }

    private static Optional<RevertPlan> understood(String text) {
        try {
            return Optional.of(RevertText.read(text));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private static String closed(String body) {
        CRC32C crc = new CRC32C();
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        return body + "%08x\n".formatted(crc.getValue());
    }
}
