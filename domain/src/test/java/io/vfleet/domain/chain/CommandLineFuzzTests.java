package io.vfleet.domain.chain;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vfleet.domain.inventory.KernelCommandLine;
import io.vfleet.domain.inventory.KernelCommandLine.Argument;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/// Any text as the kernel's command line.
class CommandLineFuzzTests {

    // COMMAND_LINE_SIZE of x86 and arm64
    private static final int KERNEL_KEEPS = 2048;
    private static final Set<Long> SIZES = Set.of(2048L, 1048576L);

    @FuzzTest
    void nothingIsLostAndNothingIsMadeUp(byte[] line) {
        String text =
                new String(line, 0, Math.min(line.length, KERNEL_KEEPS), StandardCharsets.UTF_8);
        KernelCommandLine parsed = KernelCommandLine.parse(text);
        String words =
                parsed.arguments().stream().map(Argument::text).collect(Collectors.joining(" "));

        assertThat(KernelCommandLine.parse(words)).isEqualTo(parsed);
        assertThat(text.contains("--") || bare(words).equals(bare(text))).isTrue();

        HugepageRequests pages = HugepageRequests.parse(parsed, SIZES::contains);
        assertThat(pages.asked()).allMatch(asked -> asked.count() > 0);
        Set<String> all = parsed.arguments().stream().map(Argument::text).collect(toSet());
        assertThat(all.containsAll(pages.ignored())).isTrue();
        assertThat(pages.asked().isEmpty() || text.contains("hugepages")).isTrue();
        for (IommuMaker maker : IommuMaker.values()) {
            assertThat(words).contains(new IommuRequest(parsed).offSwitches(maker).split(" "));
        }
    }

    private static String bare(String text) {
        StringBuilder bare = new StringBuilder(text.length());
        text.chars().filter(c -> !Character.isWhitespace(c)).forEach(c -> bare.append((char) c));
        return bare.toString();
    }
}
