package io.vfleet.agent.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.agent.CapturedTrees;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What each captured host has to be judged as, and the trap it sets.
class FixtureVerdictTests {

    static Stream<Expected> hosts() {
        return Stream.of(
                new Expected(
                        CapturedTrees.HEALTHY,
                        Set.of(0, 1),
                        List.of(
                                "0000:01:00.0  OK: has 4 VFs",
                                "0000:02:00.0  OK: has 4 VFs",
                                "hugepages      OK"),
                        List.of("BROKEN", "rxe", "critical", "warning", "GUEST")),
                new Expected(
                        CapturedTrees.ACS_OFF,
                        Set.of(2),
                        List.of(
                                "BROKEN at firmware",
                                "vf-not-isolated",
                                "PF 0000:01:00.0",
                                "root port 0000:00:02.0",
                                "no ACS capability",
                                "0000:01:10.6",
                                "✓ 0000:02:00.0"),
                        List.of("IOMMU off", "group 0", "0000:02:10", "GUEST")),
                new Expected(
                        CapturedTrees.NO_VTD,
                        Set.of(2),
                        List.of(
                                "BROKEN at firmware",
                                "iommu-off-in-firmware",
                                "DMAR",
                                "intel_iommu=on iommu=pt",
                                "confidence medium",
                                "4 VFs"),
                        List.of("GUEST", "VFs are missing", "fix   grubby")),
                new Expected(
                        CapturedTrees.CONNECTX3,
                        Set.of(0),
                        List.of("NOT APPLICABLE", "nothing to judge"),
                        List.of("BIOS", "BROKEN")),
                new Expected(
                        CapturedTrees.QLOGIC,
                        Set.of(0),
                        List.of("NOT APPLICABLE"),
                        List.of("BROKEN")),
                new Expected(
                        CapturedTrees.OLD_PC,
                        Set.of(0),
                        List.of("NOT APPLICABLE"),
                        List.of("BROKEN")),
                new Expected(
                        CapturedTrees.NFD,
                        Set.of(0, 3),
                        List.of(
                                "0000:3b:00.0  not judged: not a network function",
                                "0000:3f:00.0  not judged"),
                        List.of("BROKEN", "WARN")),
                new Expected(
                        CapturedTrees.CNTO,
                        Set.of(0, 3),
                        List.of("Could not be read"),
                        List.of("BROKEN", "BIOS", "IOMMU off")),
                new Expected(
                        CapturedTrees.PROCFS,
                        Set.of(0),
                        List.of("NOT APPLICABLE"),
                        List.of("BROKEN")),
                new Expected(
                        CapturedTrees.HARVESTER,
                        Set.of(0),
                        List.of("NOT APPLICABLE"),
                        List.of("BROKEN", "Physical functions")));
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void isJudgedAsWhatItIs(Expected expected) throws Exception {
        Doctor doctor = Doctor.of(expected.tree(), "text");

        assertThat(doctor.exitCode()).isIn(expected.exitCodes());
        assertThat(doctor.answer()).contains(expected.says());
        expected.never().forEach(word -> assertThat(doctor.answer()).doesNotContain(word));
    }

    @Test
    void jsonNamesTheVerdictForScripts() throws Exception {
        Doctor doctor = Doctor.of(CapturedTrees.NO_VTD, "json");

        assertThat(doctor.exitCode()).isEqualTo(2);
        assertThat(doctor.answer().replaceAll("\\s", ""))
                .startsWith("{\"verdict\":{\"state\":\"BROKEN\",\"link\":\"firmware\"},");
    }

    record Expected(
            CapturedTrees tree, Set<Integer> exitCodes, List<String> says, List<String> never) {
        @Override
        public String toString() {
            return tree.name();
        }
    }

    private record Doctor(int exitCode, String answer) {
        static Doctor of(CapturedTrees tree, String form) throws Exception {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            int code =
                    DoctorCommand.run(
                            List.of("--root", tree.root().toString(), "-o", form),
                            new PrintStream(out, true, StandardCharsets.UTF_8));
            return new Doctor(code, out.toString(StandardCharsets.UTF_8));
        }
    }
}
