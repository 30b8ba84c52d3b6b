package io.vfleet.domain.sizing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.chain.Expectations;
import io.vfleet.domain.chain.HostFile;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.table.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How many VFs the first port of each host could have, word by word. After a change of words run
/// with `-Dvfleet.hosts.update=true` and read the difference.
class SizingTests {

    private static final List<Integer> ASKED = List.of(8, 32, 200);
    private static final int HUGEPAGES_PER_VF = 1024;

    static List<HostFile> hosts() {
        return HostFile.in(Path.of("src/test/resources/sizing"));
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void isSizedAsItSays(HostFile host) throws IOException {
        String said = told(room(host));

        if (Boolean.getBoolean("vfleet.hosts.update")) {
            host.accept(said);
            return;
        }
        assertThat(said).as(host.told()).isEqualTo(host.expected());
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void moreIsNeverSurerThanLess(HostFile host) {
        VfRoom room = room(host);

        List<Answer> answers =
                IntStream.rangeClosed(1, 300)
                        .mapToObj(wanted -> room.judge(wanted, 0).answer())
                        .toList();

        assertThat(answers).isSortedAccordingTo((one, other) -> rank(one) - rank(other));
        assertThat(answers.stream().filter(Answer.YES::equals)).hasSize(Math.min(300, room.sure()));
    }

    private static int rank(Answer answer) {
        return List.of(Answer.YES, Answer.UNKNOWN, Answer.NO).indexOf(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"card-vf-limits.tsv", "vf-interrupts.tsv"})
    void everyRowNamesItsSource(String table) {
        assertThat(Table.read(table).rows())
                .isNotEmpty()
                .doesNotHaveDuplicates()
                .allSatisfy(row -> assertThat(row.get("source")).isNotBlank());
    }

    @Test
    void tablesHoldWhatTheCodeKnows() {
        assertThat(Table.read("vf-interrupts.tsv").rows())
                .allSatisfy(row -> {
                    assertThat(row.get("deals")).isIn("own", "pool", "untold", "none");
                    assertThat(row.parts("tiers").isEmpty())
                            .isEqualTo(!row.get("deals").equals("pool"));
                    assertThat(row.parts("tiers")).allMatch(tier -> Integer.parseInt(tier) > 1);
                });
        assertThat(Table.read("card-vf-limits.tsv").rows())
                .allSatisfy(row -> {
                    assertThat(row.get("vendor")).matches("[0-9a-f]{4}");
                    assertThat(row.parts("devices"))
                            .isNotEmpty()
                            .allMatch(id -> id.matches("[0-9a-f]{4}"));
                    assertThat(Integer.parseInt(row.get("most"))).isBetween(1, 256);
                    assertThat(row.get("raise")).contains("reboot");
                });
    }

    private static VfRoom room(HostFile host) {
        NodeInventory inventory = host.inventory();
        PhysicalFunction pf = inventory.physicalFunctions().getFirst();
        Expectations wanted =
                Optional.ofNullable(inventory.labels().get("profile"))
                        .map(Expectations::ofProfile)
                        .orElse(Expectations.NONE);
        return Sizing.of(inventory, pf, wanted).orElseThrow();
    }

    private static String told(VfRoom room) {
        StringBuilder text = new StringBuilder();
        text.append("%d sure, %d at most%n".formatted(room.sure(), room.most()));
        room.recommended()
                .ifPresent(one ->
                        text.append("recommended %d: %s%n".formatted(one.numVfs(), one.why())));
        ASKED.forEach(wanted -> text.append(told(room.judge(wanted, 0))));
        text.append("with 1 GiB of hugepages each: ");
        text.append(told(room.judge(8, HUGEPAGES_PER_VF)));
        return text.toString();
    }

    private static String told(VfRoom.Judgment judgment) {
        String reboot = judgment.needsReboot() ? ", a reboot away" : "";
        String because =
                judgment.because().stream()
                        .map(limit -> told(limit, judgment.wanted()))
                        .collect(Collectors.joining());
        return "%d VFs: %s%s%n%s".formatted(judgment.wanted(), judgment.answer(), reboot, because);
    }

    private static String told(Limit limit, int wanted) {
        String raise =
                limit.raise(wanted).map(way -> "    raise %s%n".formatted(way.how())).orElse("");
        return "  %s %s: %s (%s)%n%s"
                .formatted(
                        limit.answer(wanted), limit.kind().id(), limit.says(), limit.path(), raise);
    }
}
