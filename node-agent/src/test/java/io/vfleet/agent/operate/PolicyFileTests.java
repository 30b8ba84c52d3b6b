package io.vfleet.agent.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.operation.OperationKind;
import io.vfleet.domain.operation.OperationState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyFileTests {

    @Test
    void allOfAPolicyIsRead() {
        LocalPolicy policy =
                PolicyFile.parse(
                        """
                        mode: remediate
                        neverPfs: ["0000:3B:00.0", "driver:nvme"]
                        maxVfs: 32
                        kinds: [RESIZE_VFS]
                        overridable: [G7, G12]
                        window: [Sat 02:00-05:00, 23:00-01:00]
                        rate: 6/hour
                        revertTimeout: 90s
                        hookTimeout: 600s
                        """);

        assertThat(policy.observing()).isEmpty();
        assertThat(policy.neverPfs()).containsExactlyInAnyOrder("0000:3b:00.0", "driver:nvme");
        assertThat(policy.maxVfs()).hasValue(32);
        assertThat(policy.kinds()).containsExactly(OperationKind.RESIZE_VFS);
        assertThat(policy.overridable()).containsExactlyInAnyOrder("G7", "G12");
        assertThat(policy.windows()).hasSize(2);
        assertThat(policy.perHour()).hasValue(6);
        assertThat(policy.revertTimeout()).isEqualTo(Duration.ofSeconds(90));
        assertThat(policy.hookTimeout()).isEqualTo(Duration.ofSeconds(600));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~|it holds no keys",
                "hello|it holds no keys",
                "maxVfs: 3|mode is neither observe nor remediate",
                "mode: Remediate|mode is neither observe nor remediate",
                "{mode: remediate, maxvfs: 3}|unknown key 'maxvfs'",
                "{mode: remediate, maxVfs: many}|maxVfs is no whole number from 0 to 65535",
                "{mode: remediate, maxVfs: -1}|maxVfs is no whole number from 0 to 65535",
                "{mode: remediate, maxVfs: }|maxVfs is no whole number from 0 to 65535",
                "{mode: remediate, kinds: [FORMAT_DISK]}|kinds holds 'FORMAT_DISK', unknown",
                "{mode: remediate, kinds: [1]}|kinds holds '1', which is no word",
                "{mode: remediate, neverPfs: [eth2]}|neverPfs holds 'eth2', which is neither an"
                        + " address nor driver:NAME",
                "{mode: remediate, overridable: [G13]}|overridable holds 'G13', which is no gate"
                        + " that can be passed over",
                "{mode: remediate, overridable: [hung-writer]}|overridable holds 'hung-writer',"
                        + " which is no gate that can be passed over",
                "{mode: remediate, window: always}|'always' is no window like 'Sat 02:00-05:00'",
                "{mode: remediate, window: Xyz 02:00-05:00}|'Xyz' is no day",
                "{mode: remediate, rate: 6}|rate is nothing like 6/hour",
                "{mode: remediate, revertTimeout: 2m}|revertTimeout is nothing like 120s",
                "{mode: remediate, revertTimeout: 0s}|revertTimeout is nothing like 120s",
                "{mode: remediate, mode: observe}|while constructing a mapping",
                "{mode: remediate|while parsing a flow mapping"
            })
    void whatIsNotUnderstoodMeansToObserve(String text, String why) {
        LocalPolicy policy = PolicyFile.parse(text);

        assertThat(policy.observing()).contains("/etc/vfleet/policy.yaml is not valid: " + why);
        assertThat(policy.kinds()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "mode: observe|/etc/vfleet/policy.yaml says mode: observe",
                "{mode: remediate, neverPfs: [0000:81:00.0]}|says never to touch this PF",
                "{mode: remediate, neverPfs: [driver:ice]}|says never to touch this PF",
                "{mode: remediate, maxVfs: 7}|8 VFs are more than the 7 of",
                "{mode: remediate, kinds: [RECHECK]}|RESIZE_VFS is not among the kinds of",
                "{mode: remediate, window: Sun 02:00-05:00}|now is outside the windows of",
                "{mode: remediate, rate: 0/hour}|0 operations in the last hour are all that"
            })
    void aPolicyRefusesByItsOwnWords(String text, String why, @TempDir Path dir) {
        FakeKernel kernel = new FakeKernel(0);
        kernel.text(PolicyFile.PATH, text);
        Bench bench = new Bench(kernel, dir);

        var ending = bench.run(bench.resize(8));

        assertThat(ending.state()).isEqualTo(OperationState.REFUSED);
        assertThat(Bench.gate(ending, "G13").detail()).contains(why);
        assertThat(kernel.writes).isEmpty();
    }

    @Test
    void withoutAPolicyNothingIsWritten(@TempDir Path dir) {
        FakeKernel kernel = new FakeKernel(0);
        kernel.gone(PolicyFile.PATH);
        Bench bench = new Bench(kernel, dir);

        assertThat(bench.run(bench.resize(8)).explanation())
                .contains("G13: there is no /etc/vfleet/policy.yaml: this agent only observes.");
    }

    @Test
    void aWindowEndsOnTheNextDayWhenItMust() {
        Window night = Window.parse("Sat 23:00-01:00");

        assertThat(List.of("2026-03-07T23:00", "2026-03-08T00:59"))
                .allMatch(time -> night.open(at(time)));
        assertThat(List.of("2026-03-07T00:30", "2026-03-07T22:59", "2026-03-08T01:00"))
                .noneMatch(time -> night.open(at(time)));
    }

    private static ZonedDateTime at(String time) {
        return java.time.LocalDateTime.parse(time).atZone(ZoneId.of("UTC"));
    }
}
