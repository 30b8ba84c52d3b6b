package io.vfleet.agent.collect;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vfleet.agent.MemoryHost;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Any text in the files of boot loaders: three of them, with form feeds between.
class NextBootFuzzTests {

    private static final List<String> FILES =
            List.of("/boot/loader/entries/one.conf", "/etc/default/grub", "/boot/grub2/grubenv");

    @FuzzTest
    void argumentsFitAKernelOrAreAGap(byte[] files) {
        String[] texts = new String(files, StandardCharsets.UTF_8).split("\f", FILES.size());
        MemoryHost host = new MemoryHost("");
        for (int i = 0; i < texts.length; i++) {
            host = host.with(FILES.get(i), texts[i].getBytes(StandardCharsets.UTF_8));
        }
        Look look = new Look(host);

        assertThat(NextBoot.read(look))
                .hasSizeLessThanOrEqualTo(2)
                .allMatch(boot -> boot.arguments().length() <= 4096)
                .allMatch(boot -> FILES.contains(boot.path()));
        assertThat(look.gaps().list()).allMatch(gap -> FILES.contains(gap.path()));
    }
}
