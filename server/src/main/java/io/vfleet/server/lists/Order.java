package io.vfleet.server.lists;

import io.vfleet.server.platform.ApiProblem;
import io.vfleet.server.platform.ProblemType;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A total order: at most one field, then the key, all in one direction so that one row comparison
/// (and one index) serves it.
record Order(List<Field> fields, boolean descending) {

    static Order parse(@Nullable String orderBy, ListTable<?> table) {
        String text = Objects.requireNonNullElse(orderBy, table.order()).strip();
        boolean descending = text.endsWith(" desc");
        String name = text.replaceFirst(" (asc|desc)$", "").strip();
        if (name.isEmpty()) {
            return new Order(table.key(), descending);
        }
        Field field =
                table.field(name).filter(Field::sortable).orElseThrow(() -> unknown(text, table));
        return new Order(
                Stream.concat(Stream.of(field), keyBeside(field, table)).toList(), descending);
    }

    private static Stream<Field> keyBeside(Field first, ListTable<?> table) {
        return table.key().stream().filter(field -> !field.sql().equals(first.sql()));
    }

    private static ApiProblem unknown(String text, ListTable<?> table) {
        return new ApiProblem(
                        ProblemType.INVALID_ORDER,
                        "'%s' does not order %s; these do, with or without ' desc': %s"
                                .formatted(text, table.name(), table.sortableFields()))
                .with("field", "orderBy")
                .with("value", text)
                .with("expected", table.sortableFields());
    }

    String sql() {
        String direction = descending ? " desc" : "";
        return fields.stream()
                .map(field -> field.orderSql() + direction)
                .collect(Collectors.joining(", "));
    }

    /// The columns that the next page's token is made of.
    String columns() {
        return Stream.iterate(0, i -> i < fields.size(), i -> i + 1)
                .map(i -> fields.get(i).orderSql() + " as " + column(i))
                .collect(Collectors.joining(", "));
    }

    static String column(int index) {
        return "order_" + index;
    }

    /// Rows that come after these values.
    Condition after(List<Object> values) {
        String columns =
                fields.stream().map(Field::orderSql).collect(Collectors.joining(", ", "(", ")"));
        var parameters = new HashMap<String, Object>();
        for (int i = 0; i < values.size(); i++) {
            parameters.put("after_" + i, values.get(i));
        }
        String bound =
                Stream.iterate(0, i -> i < fields.size(), i -> i + 1)
                        .map(i -> ":after_" + i)
                        .collect(Collectors.joining(", ", "(", ")"));
        return new Condition(columns + (descending ? " < " : " > ") + bound, parameters);
    }
}
