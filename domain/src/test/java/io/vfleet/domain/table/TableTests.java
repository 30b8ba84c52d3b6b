package io.vfleet.domain.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableTests {

    private static final Pattern BRACES = Pattern.compile("\\{\\w+}");

    @ParameterizedTest
    @ValueSource(strings = {"write-failures.tsv", "kernel-lines.tsv"})
    void everyRowIsWholeAndNamesItsSource(String name) {
        assertThat(Table.read(name).rows())
                .isNotEmpty()
                .doesNotHaveDuplicates()
                .allSatisfy(row -> {
                    assertThat(row.get("reference")).matches("D\\d\\d");
                    assertThat(row.get("driver")).matches("[a-z0-9_]*");
                    assertThat(row.get("source")).isNotBlank();
                    assertThat(Pattern.compile(row.get("line"))).isNotNull();
                    assertThat(
                                    BRACES.matcher(row.get("fixes"))
                                            .results()
                                            .map(found -> found.group()))
                            .isSubsetOf("{pf}", "{file}", "{netdev}", "{limit}", "{wanted}");
                });
    }

    @Test
    void everyKnownBadRowIsWholeAndNoMoreSureThanAVersionCanBe() {
        assertThat(Table.read("known-bad.tsv").rows())
                .isNotEmpty()
                .doesNotHaveDuplicates()
                .allSatisfy(row -> {
                    assertThat(row.get("driver")).matches("[a-z0-9_]*");
                    assertThat(row.get("device")).matches("([0-9a-f]{4}:[0-9a-f]{4})?");
                    assertThat(row.get("tree")).matches("(in|out)?");
                    assertThat(row.get("version")).matches("([\\d.]+ -( [\\d.]+)?)?");
                    assertThat(row.get("kernel")).matches("([\\d.]+ -( [\\d.]+)?)?");
                    assertThat(row.get("version") + row.get("kernel") + row.get("device"))
                            .isNotEmpty();
                    assertThat(row.get("severity") + " " + row.get("confidence"))
                            .isIn("warning medium", "info low");
                    assertThat(row.get("sentence")).isNotBlank();
                    assertThat(row.parts("fixes")).isNotEmpty();
                    assertThat(row.get("source")).isNotBlank();
                });
    }

    @Test
    void everyModelIsNamedOnceWithItsSource() {
        List<Table.Row> rows = Table.read("sriov-models.tsv").rows();
        assertThat(rows)
                .allSatisfy(row -> {
                    assertThat(row.get("vendor")).matches("[0-9a-f]{4}");
                    assertThat(row.parts("devices"))
                            .isNotEmpty()
                            .allMatch(id -> id.matches("[0-9a-f]{4}"));
                    assertThat(row.get("family")).isNotBlank();
                    assertThat(row.get("source")).startsWith("drivers/net/");
                });
        assertThat(
                        rows.stream()
                                .flatMap(row ->
                                        row.parts("devices").stream()
                                                .map(id -> row.get("vendor") + id)))
                .doesNotHaveDuplicates();
    }

    @Test
    void commentsAreLeftOutAndEmptyValuesStay() {
        Table table = Table.parse("# why\na\tb\n1 | 2\t\n");

        assertThat(table.rows()).hasSize(1);
        assertThat(table.rows().getFirst().parts("a")).containsExactly("1", "2");
        assertThat(table.rows().getFirst().parts("b")).isEqualTo(List.of());
        assertThatThrownBy(() -> table.rows().getFirst().get("c")).hasMessageContaining("c");
    }

    @Test
    void aRowOfAnotherLengthIsRefused() {
        assertThatThrownBy(() -> Table.parse("a\tb\n1\n")).hasMessageContaining("1 values");
        assertThatThrownBy(() -> Table.read("nowhere.tsv")).hasMessageContaining("nowhere.tsv");
    }
}
