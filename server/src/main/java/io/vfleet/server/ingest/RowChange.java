package io.vfleet.server.ingest;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// What differs between the rows that stand there and those that should.
///
/// @param changed pairs of rows of one address that were and are
record RowChange<R extends FunctionRow>(
        List<R> written, List<String> deleted, List<Pair<R>> changed) {

    RowChange {
        written = List.copyOf(written);
        deleted = List.copyOf(deleted);
        changed = List.copyOf(changed);
    }

    /// A row before and after.
    record Pair<R>(R before, R after) {}

    static <R extends FunctionRow> RowChange<R> between(Map<String, R> stored, List<R> wanted) {
        List<R> written =
                wanted.stream().filter(row -> !row.equals(stored.get(row.address()))).toList();
        var kept = wanted.stream().map(FunctionRow::address).collect(Collectors.toSet());
        return new RowChange<>(
                written,
                stored.keySet().stream().filter(address -> !kept.contains(address)).toList(),
                written.stream()
                        .filter(row -> stored.containsKey(row.address()))
                        .map(row ->
                                new Pair<>(Objects.requireNonNull(stored.get(row.address())), row))
                        .toList());
    }
}
