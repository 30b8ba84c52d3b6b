package io.vfleet.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTests {

    @TempDir Path folder;

    private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
    private final ByteArrayOutputStream complaint = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    ""                     | a command is missing: agent, reapply, collect, doctor or help
                    serve                  | unknown command 'serve': agent, reapply, collect, doctor or help
                    doctor --rot /         | unknown option '--rot'
                    doctor --root          | option '--root' needs a value
                    doctor -o xml          | option '-o' is text or json, not 'xml'
                    collect -o text        | option '-o' is json, not 'text'
                    collect --root /no/one | '/no/one' is no directory
                    """)
    void badUsageIsOneLineAndSixtyFour(String words, String line) {
        assertThat(run(words.split(" "))).isEqualTo(64);

        assertThat(complaint()).isEqualTo("vfleet-agent: " + line + "\n");
        assertThat(answer.size()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"help", "--help", "doctor --help", "agent collect -h"})
    void helpNamesEveryCommandAndExitCode(String words) {
        assertThat(run(words.split(" "))).isZero();

        assertThat(answer())
                .contains("doctor [--root", "collect [--root", "agent --server")
                .contains("2 a link is broken, 3 a link is unknown, 1 a warning", "64", "74");
        assertThat(answer().lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void aRootOneFolderTooHighNamesTheRightOne() {
        HostTree.write(folder, "machine/sys/");

        assertThat(run("doctor", "--root", folder.toString())).isEqualTo(64);
        assertThat(complaint()).contains("did you mean '" + folder.resolve("machine") + "'?");
    }

    @Test
    void anUnwritableCaptureIsOneLine() {
        HostTree.write(folder, "sys/");

        int code =
                run(
                        "collect",
                        "--root=" + folder,
                        "--capture",
                        folder.resolve("no/x.tgz").toString());

        assertThat(code).isEqualTo(74);
        assertThat(complaint()).startsWith("vfleet-agent: cannot write '").hasLineCount(1);
    }

    @Test
    void aCapturedHostGetsTheSameDiagnosis() throws Exception {
        Path archive = folder.resolve("capture.tgz");
        Path again = Files.createDirectories(folder.resolve("again"));
        String root = CapturedTrees.ACS_OFF.root().toString();

        assertThat(run("agent", "collect", "--root", root, "--capture", archive.toString()))
                .isZero();
        CapturedTrees.unpack(archive, again);

        answer.reset();
        assertThat(run("doctor", "--root", root, "-o", "json")).isEqualTo(2);
        String diagnosis = answer();
        answer.reset();
        assertThat(run("doctor", "--root", again.toString(), "-o", "json")).isEqualTo(2);
        assertThat(answer()).isEqualTo(diagnosis).contains("\"vf-not-isolated\"");
    }

    private int run(String... words) {
        List<String> given = words.length == 1 && words[0].isEmpty() ? List.of() : List.of(words);
        return Main.run(
                given,
                new PrintStream(answer, true, StandardCharsets.UTF_8),
                new PrintStream(complaint, true, StandardCharsets.UTF_8));
    }

    private String answer() {
        return answer.toString(StandardCharsets.UTF_8);
    }

    private String complaint() {
        return complaint.toString(StandardCharsets.UTF_8);
    }
}
