package io.vfleet.domain.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Rows of knowledge that a program cannot work out: what an errno means to a driver, what a line
/// of the kernel's log says. One row a line, its values parted by tabs, the columns named by the
/// first line that is no comment; the last column names the source.
public record Table(List<Row> rows) {

    public Table {
        rows = List.copyOf(rows);
    }

    /// One row.
    public record Row(Map<String, String> values) {

        /// What stands in this column; empty where nothing does.
        public String get(String column) {
            String value = values.get(column);
            if (value == null) {
                throw new IllegalArgumentException("no column is called " + column);
            }
            return value;
        }

        /// The parts of what stands there, parted by a bar.
        public List<String> parts(String column) {
            String value = get(column);
            return value.isEmpty() ? List.of() : List.of(value.split(" \\| "));
        }
    }

    /// The table in this file beside the classes: `write-failures.tsv`.
    public static Table read(String name) {
        try (InputStream in = Table.class.getResourceAsStream("/io/vfleet/domain/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("no table is called " + name);
            }
            return parse(new String(in.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Table parse(String text) {
        List<String> lines = text.lines().filter(line -> !line.startsWith("#")).toList();
        String[] columns = lines.getFirst().split("\t", -1);
        List<Row> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] values = line.split("\t", -1);
            if (values.length != columns.length) {
                throw new IllegalArgumentException(
                        "%d values instead of %d: %s"
                                .formatted(values.length, columns.length, line));
            }
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < columns.length; i++) {
                row.put(columns[i], values[i]);
            }
            rows.add(new Row(row));
        }
        return new Table(rows);
    }
}
