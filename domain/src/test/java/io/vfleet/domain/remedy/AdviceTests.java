package io.vfleet.domain.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.chain.HostFile;
import io.vfleet.domain.remedy.Advice.Way;
import io.vfleet.domain.table.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdviceTests {

    private static final Pattern UNKNOWN =
            Pattern.compile("^UNKNOWN .*\\n {2}([^\\n]+?): ([^\\n]+)$", Pattern.MULTILINE);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    /sys/bus/pci/devices/0000:81:00.0/config | only 64 of 4096 bytes: not privileged | ROOT
                    /dev/kmsg                                | Operation not permitted               | CAPABILITY
                    devlink:0000:81:00.0                     | Operation not permitted               | CAPABILITY
                    devlink:0000:81:00.0                     | Invalid argument                      | DRIVER
                    rtnetlink:0000:81:00.0/vfinfo            | Message too long                      | KERNEL
                    firmware:0000:81:00.0                    | mstconfig is not installed            | TOOL
                    /sys/firmware/acpi/tables/DMAR           | Permission denied                     | ROOT
                    /var/lib/kubelet/device-plugins/kubelet_internal_checkpoint | permission denied  | MOUNT
                    /sys/bus/pci/devices/0000:81:00.0/sriov_numvfs | timed out: no answer in 2 s     | CARD
                    /sys/bus/pci/devices/0000:81:00.0/driver | not captured                          | CAPTURE
                    /sys/bus/pci/devices/0000:81:00.0/mtu    | never heard of                        | CAPTURE
                    """)
    void theFirstRowThatFitsSaysWhatToDo(String path, String reason, Way way) {
        assertThat(Advice.of(path, reason).way()).isEqualTo(way);
    }

    @Test
    void everyUnknownOfTheHostFilesHasAnAdviceOfItsOwn() {
        List<String[]> unknowns =
                HostFile.in(Path.of("src/test/resources/hosts")).stream()
                        .flatMap(host -> unknowns(host.expected()))
                        .toList();

        assertThat(unknowns)
                .hasSizeGreaterThan(20)
                .allSatisfy(unknown ->
                        assertThat(Advice.of(unknown[0], unknown[1]))
                                .as("%s: %s", unknown[0], unknown[1])
                                .isNotEqualTo(Advice.LAST));
    }

    private static Stream<String[]> unknowns(String expected) {
        Matcher found = UNKNOWN.matcher(expected);
        return found.results().map(one -> new String[] {one.group(1), one.group(2)});
    }

    @Test
    void everyRowIsReachedAndNamesItsSource() {
        Table table = Table.read("unknown-advice.tsv");
        assertThat(table.rows())
                .doesNotHaveDuplicates()
                .allSatisfy(row -> {
                    assertThat(row.get("source")).isNotBlank();
                    assertThat(row.get("advice")).matches("[a-z].*[^.]");
                    assertThat(Way.of(row.get("way"))).isNotNull();
                });
        // a row that fits all but the last would hide those below it
        List<Table.Row> before = table.rows().subList(0, table.rows().size() - 1);
        assertThat(before)
                .noneMatch(row -> row.get("path").isEmpty() && row.get("reason").isEmpty());
        assertThat(table.rows().stream().map(row -> row.get("path") + row.get("reason")))
                .doesNotHaveDuplicates();
    }
}
