package io.vfleet.agent.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/// Any line of the journal, its checksum right.
class JournalRecordFuzzTests {

    @FuzzTest
    void whatIsUnderstoodIsWrittenTheSame(byte[] body) {
        JournalRecord.parse(line(new String(body, StandardCharsets.UTF_8)))
                .ifPresent(record ->
                        assertThat(JournalRecord.parse(record.line().stripTrailing()))
                                .contains(record));
    }

    private static String line(String body) {
        CRC32C crc = new CRC32C();
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        return "%08x %s".formatted(crc.getValue(), body);
    }
}
