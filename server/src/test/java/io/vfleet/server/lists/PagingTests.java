package io.vfleet.server.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfleet.server.ServerTest;
import io.vfleet.server.platform.ApiProblem;
import io.vfleet.server.platform.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
class PagingTests {

    private static final ListTable<String> THINGS =
            new ListTable<>(
                    "things",
                    "name",
                    "paged_thing",
                    List.of(
                            Field.text("name", "name"),
                            Field.integer("size", "size").inOrder(),
                            Field.bool("flag", "flag"),
                            Field.instant("at", "at").inOrder(),
                            Field.word("color", "color", List.of("RED", "BLUE"))),
                    Optional.of("labels"),
                    List.of(Field.integer("id", "id")),
                    "",
                    (row, number) -> row.getString("name"));

    @Autowired private JdbcClient jdbc;
    @Autowired private ListQueries lists;

    @BeforeEach
    void thousandThings() {
        jdbc.sql(
                        """
                        create table paged_thing (id bigint primary key, name text, size integer not null,
                            flag boolean, at timestamptz not null, color text, labels jsonb not null)
                        """)
                .update();
        jdbc.sql(
                        """
                        insert into paged_thing
                        select i * 10, 'thing-' || i, i % 7, case i % 3 when 0 then true when 1 then false end,
                               '2026-01-01T00:00:00.000001Z'::timestamptz + i * interval '1 microsecond',
                               case i % 2 when 0 then 'RED' else 'BLUE' end,
                               case when i = 5 then '{"rack":"r1","x.y/z":"1"}' else '{}' end::jsonb
                        from generate_series(1, 1000) i
                        """)
                .update();
    }

    @AfterEach
    void drop() {
        jdbc.sql("drop table paged_thing").update();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "size", "size desc", "at desc"})
    void everyRowComesOnceWhileOthersAreInserted(String orderBy) {
        var seen = new ArrayList<String>();
        Optional<String> token = Optional.empty();
        int page = 0;
        do {
            Page<String> answer =
                    lists.page(
                            THINGS,
                            new ListRequest(37, token.orElse(null), orderBy, "name==thing*"));
            seen.addAll(answer.items());
            token = answer.nextPageToken();
            insertBetween(page++);
        } while (token.isPresent());
        assertThat(seen).hasSize(1000).doesNotHaveDuplicates();
    }

    private void insertBetween(int page) {
        jdbc.sql(
                        """
                        insert into paged_thing
                        select :page * 10 + 5 - i * 1000, 'other', i, null, '2020-01-01', null, '{}'
                        from generate_series(0, 6) i
                        """)
                .param("page", page)
                .update();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    name==thing-5                       | 1
                    name==thing-99*                     | 11
                    name==*_*                           | 0
                    name!=thing-5                       | 999
                    name=in=(thing-1,thing-2*)          | 112
                    name=out=(thing-1,thing-2)          | 998
                    size==3;name==thing-1*              | 17
                    size==3,size==4                     | 286
                    (size==3,size==4);flag==true        | 95
                    size>=5                             | 286
                    size=lt=1                           | 142
                    flag==true                          | 333
                    flag!=true                          | 667
                    flag=isnull=true                    | 333
                    at>2026-01-01T00:00:00.001Z         | 1
                    at<=2026-01-01T02:00:00.000002+02:00 | 1
                    color==RED                          | 500
                    labels.rack==r1                     | 1
                    labels.x.y/z==1                     | 1
                    labels.rack!=r1                     | 999
                    labels.rack=isnull=false            | 1
                    name==';drop table paged_thing;'    | 0
                    """)
    void filtersFindWhatTheySay(String filter, int rows) {
        assertThat(lists.page(THINGS, new ListRequest(500, null, null, filter)).items())
                .hasSize(Math.min(rows, 500));
        assertThat(count(filter)).isEqualTo(rows);
    }

    private int count(String filter) {
        Condition where = Filter.parse(filter, THINGS);
        return jdbc.sql("select count(*) from paged_thing where " + where.sql())
                .params(where.parameters())
                .query(Integer.class)
                .single();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    name==a;colour==RED       | no field 'colour'            | 9
                    size==big                 | an integer                   | 7
                    size==1;flag==yes         | true or false                | 15
                    at>yesterday              | a time like                  | 4
                    color==GREEN              | [RED, BLUE]                  | 8
                    name==a;                  | no RSQL from character 8     | 8
                    name=="a                  | no RSQL from character       | 9
                    labels.a'b==c             | no                           | 14
                    flag=isnull=maybe         | true or false                | 13
                    """)
    void aFilterThatMakesNoSenseSaysWhere(String filter, String words, int position) {
        assertThatThrownBy(() -> Filter.parse(filter, THINGS))
                .isInstanceOfSatisfying(
                        ApiProblem.class,
                        problem -> {
                            assertThat(problem).hasMessageContaining(words);
                            assertThat(problem.type()).isEqualTo(ProblemType.INVALID_FILTER);
                            assertThat(problem.body().getProperties())
                                    .containsEntry("position", position)
                                    .containsKey("expected");
                        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"color>RED", "name=like=x", "flag=gt=true"})
    void anOperatorThatDoesNotFitIsAnsweredWithThoseThatDo(String filter) {
        assertThatThrownBy(() -> Filter.parse(filter, THINGS))
                .isInstanceOf(ApiProblem.class)
                .hasMessageContaining("==");
    }

    @Test
    void filtersHaveLimits() {
        refused("name==" + "a".repeat(2048), "2048 bytes");
        refused("(".repeat(11) + "name==a" + ")".repeat(11), "10 nested");
        refused("name==a" + ",name==a".repeat(50), "50 terms");
        Filter.parse("name==a" + ",name==a".repeat(49), THINGS);
        Filter.parse("(".repeat(10) + "name==a" + ")".repeat(10), THINGS);
    }

    private static void refused(String filter, String words) {
        assertThatThrownBy(() -> Filter.parse(filter, THINGS))
                .isInstanceOf(ApiProblem.class)
                .hasMessageContaining(words);
    }

    @Test
    void aTokenBelongsToItsFilterAndOrder() {
        String token =
                lists.page(THINGS, new ListRequest(10, null, "size", "size<3"))
                        .nextPageToken()
                        .orElseThrow();
        lists.page(THINGS, new ListRequest(20, token, "size", "size<3"));
        foreign(new ListRequest(10, token, "size desc", "size<3"));
        foreign(new ListRequest(10, token, "size", "size<4"));
        foreign(new ListRequest(10, token + "A", "size", "size<3"));
        foreign(new ListRequest(10, "B" + token.substring(1), "size", "size<3"));
        foreign(new ListRequest(10, "not base64!", "size", "size<3"));
    }

    private void foreign(ListRequest request) {
        assertThatThrownBy(() -> lists.page(THINGS, request))
                .isInstanceOfSatisfying(
                        ApiProblem.class,
                        problem ->
                                assertThat(problem.type())
                                        .isEqualTo(ProblemType.INVALID_PAGE_TOKEN));
    }
}
