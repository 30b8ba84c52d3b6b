package io.vfleet.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vfleet.domain.inventory.KernelLine;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Any bytes as the kernel's log.
class KernelLinesFuzzTests {

    @FuzzTest
    void whatIsKeptIsReadBackTheSame(byte[] log) {
        KernelLines lines = new KernelLines();
        new String(log, StandardCharsets.UTF_8).lines().forEach(lines::take);
        List<KernelLine> kept = lines.lines();

        KernelLines again = new KernelLines();
        kept.stream().map(KernelLines::record).forEach(again::take);

        assertThat(again.lines()).isEqualTo(kept);
        assertThat(kept).allMatch(line -> line.count() > 0 && line.level() < 8);
    }
}
