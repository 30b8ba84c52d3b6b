package io.vfleet.agent.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.operation.Command;
import io.vfleet.domain.operation.NodeRecord;
import io.vfleet.domain.operation.OperationState;
import io.vfleet.domain.operation.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnRecordTests {

    @TempDir Path dir;

    private final FakeKernel kernel = new FakeKernel(2);
    private final List<String> log = new ArrayList<>();
    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(kernel, dir);
    }

    @Test
    void everyEndingIsToldWithItsRecordAndTheseAreAChain() {
        NodeRecord first = done(bench.resize(8)).record().orElseThrow();
        kernel.text("/run/vfleet/maintenance", "");
        NodeRecord second = done(bench.resize(4)).record().orElseThrow();

        assertThat(first.follows(NodeRecord.NONE)).isTrue();
        assertThat(second.follows(first.head())).isTrue();
        assertThat(first.whole() && second.whole()).isTrue();
        assertThat(first.deed().before()).hasValue(2);
        assertThat(first.deed().after()).hasValue(8);
        assertThat(first.deed().state()).isEqualTo(OperationState.VERIFYING);
        assertThat(second.deed().state()).isEqualTo(OperationState.REFUSED);
        assertThat(bench.operations().recorded()).isEqualTo(second.head());
    }

    @Test
    void anEndingThatIsToldAgainHasTheSameRecord() {
        Command command = bench.resize(8);
        NodeRecord record = bench.run(command).record().orElseThrow();

        bench.restart();

        assertThat(bench.operations().next().flatMap(Progress::record)).contains(record);
        assertThat(bench.run(command).record()).contains(record);
        assertThat(bench.operations().recorded()).isEqualTo(record.head());
    }

    @Test
    void whatWasTornByACrashIsWrittenAgain() throws IOException {
        NodeRecord first = bench.run(bench.resize(8)).record().orElseThrow();
        String line = Files.readString(file());
        Files.writeString(file(), line.substring(0, line.length() / 2));

        bench.restart();

        assertThat(bench.operations().next().flatMap(Progress::record).map(NodeRecord::sequence))
                .contains(first.sequence());
        assertThat(Files.readString(file()).lines()).hasSize(1);
    }

    @Test
    void theChainGoesOnWhenAFileIsFullAndTheOldestIsGone() throws IOException {
        OwnRecord record = OwnRecord.open(file(), log::add);
        Command command = bench.resize(8);
        Progress ending = bench.run(bench.resize(4));
        for (int i = 0; i < 2 * OwnRecord.MOST + 5; i++) {
            record.of(another(command), ending, bench.clock.now());
        }

        OwnRecord again = OwnRecord.open(file(), log::add);

        assertThat(again.head()).isEqualTo(record.head());
        assertThat(again.head().sequence()).isGreaterThan(2L * OwnRecord.MOST);
        assertThat(log).isEmpty();
        assertThat(Files.readString(file()).lines()).hasSizeLessThanOrEqualTo(OwnRecord.MOST);
    }

    @ParameterizedTest
    @CsvSource({
        "\"after\":8, \"after\":7",
        "\"VERIFYING\", \"REFUSED\"",
        "\"sequence\":2, \"sequence\":3",
        "0000:81:00.0, 0000:82:00.0"
    })
    void whatSomebodyChangedIsSetAsideAndTheChainBeginsAnew(String from, String to)
            throws IOException {
        done(bench.resize(8));
        done(bench.resize(4));
        String text = Files.readString(file());
        Files.writeString(file(), text.replaceFirst(Pattern.quote(from), to));

        bench.restart();

        assertThat(bench.operations().recorded()).isEqualTo(NodeRecord.NONE);
        assertThat(bench.log).anyMatch(line -> line.contains("is set aside"));
        assertThat(dir.resolve("record.broken")).exists();
        assertThat(done(bench.resize(2)).record().orElseThrow().sequence()).isEqualTo(1);
    }

    @Test
    void aLineThatSomebodyTookOutShows() throws IOException {
        for (int count : new int[] {8, 4, 6}) {
            done(bench.resize(count));
        }
        List<String> lines = Files.readAllLines(file());
        Files.write(
                file(), List.of(lines.get(0), lines.get(2)), StandardOpenOption.TRUNCATE_EXISTING);

        bench.restart();

        assertThat(bench.log).anyMatch(line -> line.contains("is set aside"));
    }

    private Progress done(Command command) {
        Progress ending = bench.run(command);
        bench.operations().told(ending);
        return ending;
    }

    private Path file() {
        return dir.resolve("record");
    }

    private static Command another(Command like) {
        return new Command(
                UUID.randomUUID(),
                like.change(),
                like.nodeId(),
                like.generation(),
                like.deadline(),
                like.overrides());
    }
}
