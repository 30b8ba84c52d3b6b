package io.vfleet.server.nodes;

import io.vfleet.server.lists.Condition;
import io.vfleet.server.lists.Field;
import io.vfleet.server.lists.KeptFilter;
import io.vfleet.server.lists.ListTable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Which nodes somebody means: an RSQL filter that is kept, over a row `n` with their labels.
public final class NodeSelector {

    private static final String FIELD = "selector";
    private static final List<Field> KEY = List.of(Field.uuid("id", "n.id"));

    private static final ListTable<String> LABELS = table(labels());

    private static final ListTable<String> NODES =
            table(
                    Stream.concat(
                                    Stream.of(
                                            Field.uuid("id", "n.id"),
                                            Field.text("hostname", "n.hostname")),
                                    labels().stream())
                            .toList());

    private NodeSelector() {}

    /// The known labels by their short names.
    public static List<Field> labels() {
        return Stream.of("site", "rack", "slot", "profile", "cluster")
                .map(label -> Field.text(label, "n.labels ->> '" + label + "'"))
                .toList();
    }

    /// By labels alone.
    ///
    /// @param prefix of the parameters' names
    public static Condition ofLabels(String selector, String prefix) {
        return KeptFilter.parse(selector, LABELS, FIELD, prefix);
    }

    /// By labels, hostname and id.
    public static Condition ofNodes(String selector, String prefix) {
        return KeptFilter.parse(selector, NODES, FIELD, prefix);
    }

    private static ListTable<String> table(List<Field> fields) {
        return new ListTable<>(
                "selectors",
                "n.id",
                "fleet_node n",
                fields,
                Optional.of("n.labels"),
                KEY,
                "id",
                (row, number) -> row.getString("id"));
    }
}
