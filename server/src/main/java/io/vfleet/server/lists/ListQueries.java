package io.vfleet.server.lists;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Reads one page of a list. Rows that come and go between pages shift nothing: a page starts after
/// the last row's values, not at a number.
@Component
public class ListQueries {

    private final JdbcClient jdbc;

    ListQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public <T> Page<T> page(ListTable<T> table, ListRequest request) {
        return page(table, request, Condition.ALL);
    }

    /// @param scope what the caller's path or rights narrow the list to
    public <T> Page<T> page(ListTable<T> table, ListRequest request, Condition scope) {
        Order order = Order.parse(request.orderBy(), table);
        String context = String.join("\n", table.name(), request.filterText(), order.sql());
        Condition all = scope.and(Filter.parse(request.filterText(), table));
        Condition where = all.and(start(request, order, context));
        List<Row<T>> rows =
                jdbc.sql(
                                "select %s, %s from %s where %s order by %s limit %d"
                                        .formatted(
                                                table.columns(),
                                                order.columns(),
                                                table.from(),
                                                where.sql(),
                                                order.sql(),
                                                request.size() + 1))
                        .params(where.parameters())
                        .query(row(table.row(), order))
                        .list();
        Page<T> page = page(rows, request.size(), context);
        return request.wantsTotal() ? page.of(count(table, all)) : page;
    }

    /// The rows of a whole list in groups, filtered as its pages are.
    ///
    /// @param columns the expressions that make a group, then the aggregates
    /// @param groups by how many of them
    public <R> List<R> groups(
            ListTable<?> table, ListRequest request, String columns, int groups, RowMapper<R> row) {
        Condition where = Filter.parse(request.filterText(), table);
        String by =
                IntStream.rangeClosed(1, groups)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(", "));
        return jdbc.sql(
                        "select %s from %s where %s group by %s"
                                .formatted(columns, table.from(), where.sql(), by))
                .params(where.parameters())
                .query(row)
                .list();
    }

    private long count(ListTable<?> table, Condition all) {
        return jdbc.sql("select count(*) from %s where %s".formatted(table.from(), all.sql()))
                .params(all.parameters())
                .query(Long.class)
                .single();
    }

    private static Condition start(ListRequest request, Order order, String context) {
        String token = request.pageToken();
        if (token == null || token.isEmpty()) {
            return Condition.ALL;
        }
        List<String> texts = PageToken.read(token, context).values();
        if (texts.size() != order.fields().size()) {
            throw PageToken.invalid();
        }
        try {
            return order.after(
                    IntStream.range(0, texts.size())
                            .mapToObj(i -> order.fields().get(i).type().parse(texts.get(i)))
                            .toList());
        } catch (IllegalArgumentException | java.time.DateTimeException _) {
            throw PageToken.invalid();
        }
    }

    private static <T> Page<T> page(List<Row<T>> rows, int size, String context) {
        List<T> items = rows.stream().limit(size).map(Row::item).toList();
        Optional<String> next =
                rows.size() <= size
                        ? Optional.empty()
                        : Optional.of(rows.get(size - 1).token().write(context));
        return new Page<>(items, next, Optional.empty());
    }

    private record Row<T>(T item, PageToken token) {}

    private static <T> RowMapper<Row<T>> row(RowMapper<T> item, Order order) {
        return (rs, n) -> new Row<>(item.mapRow(rs, n), new PageToken(orderValues(rs, order)));
    }

    private static List<String> orderValues(ResultSet rs, Order order) throws SQLException {
        var values = new ArrayList<String>();
        for (int i = 0; i < order.fields().size(); i++) {
            Object value = rs.getObject(Order.column(i));
            values.add(order.fields().get(i).type().write(value));
        }
        return values;
    }
}
