package io.vfleet.server.ownchecks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// The fields of a report by path, each with what kind of value it has: `fields.tsv`.
final class ReportFields {

    private ReportFields() {}

    static Map<String, String> read() {
        try (InputStream in = ReportFields.class.getResourceAsStream("fields.tsv")) {
            Map<String, String> fields = new TreeMap<>();
            new String(Objects.requireNonNull(in).readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t"))
                    .forEach(columns -> fields.put(columns[0], columns[1]));
            return fields;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
