package io.vfleet.server.database;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Rows turned into one array a column, for `unnest` in a set-based statement.
///
/// Whatever has no array type of its own in JDBC (uuid, timestamptz, jsonb) travels as text and is
/// cast in the statement.
public final class Columns<R> {

    private final List<R> rows;
    private final Map<String, Object> arrays = new HashMap<>();

    private Columns(List<R> rows) {
        this.rows = rows;
    }

    public static <R> Columns<R> of(List<R> rows) {
        return new Columns<>(rows);
    }

    /// Anything by its text: uuid, timestamptz, jsonb and text itself.
    public Columns<R> text(String name, Function<R, @Nullable Object> value) {
        return put(name, row -> textOf(value.apply(row)), String[]::new);
    }

    public Columns<R> integer(String name, Function<R, @Nullable Integer> value) {
        return put(name, value, Integer[]::new);
    }

    public Columns<R> bigint(String name, Function<R, Long> value) {
        return put(name, value, Long[]::new);
    }

    public Columns<R> bool(String name, Function<R, @Nullable Boolean> value) {
        return put(name, value, Boolean[]::new);
    }

    public Columns<R> bytes(String name, Function<R, byte[]> value) {
        return put(name, value, byte[][]::new);
    }

    /// The arrays by their names, as named parameters.
    public Map<String, Object> parameters() {
        return arrays;
    }

    private <C> Columns<R> put(
            String name, Function<R, ? extends @Nullable C> value, IntFunction<C[]> array) {
        arrays.put(name, rows.stream().map(value).toArray(array));
        return this;
    }

    private static @Nullable String textOf(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
