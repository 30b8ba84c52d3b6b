package io.vfleet.domain.remedy;

import io.vfleet.domain.table.Table;
import java.util.List;

/// The table of [WriteFailure], `write-failures.tsv`.
final class WriteFailures {

    static final List<WriteFailure> TABLE =
            Table.read("write-failures.tsv").rows().stream().map(WriteFailures::row).toList();

    private static final Fix LINES = Fix.of("journalctl -k --grep {pf}");

    private WriteFailures() {}

    static WriteFailure unknown(String errno) {
        return new WriteFailure(
                "D27",
                errno,
                "",
                "",
                "The kernel answered " + errno + "; no cause is known for it.",
                List.of(LINES));
    }

    private static WriteFailure row(Table.Row row) {
        return new WriteFailure(
                row.get("reference"),
                row.get("errno"),
                row.get("driver"),
                row.get("line"),
                row.get("sentence"),
                row.parts("fixes").stream().map(Fix::parse).toList());
    }
}
