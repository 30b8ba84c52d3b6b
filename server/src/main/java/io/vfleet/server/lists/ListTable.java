package io.vfleet.server.lists;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.jdbc.core.RowMapper;

/// What a list is made of: columns, source, the fields that filter and order it, and its key.
///
/// @param labels the JSON expression behind `labels.X`, where the list has labels
/// @param key what makes a row unique; ends every order
/// @param order what `orderBy` is when nobody asks: `hostname`, `at desc`, or the key alone
public record ListTable<T>(
        String name,
        String columns,
        String from,
        List<Field> fields,
        Optional<String> labels,
        List<Field> key,
        String order,
        RowMapper<T> row) {

    /// no quote, no colon, no question mark: such a name can stand in SQL as it is
    private static final Predicate<String> LABEL =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,62}").asMatchPredicate();

    private static final String LABEL_PREFIX = "labels.";

    public ListTable {
        fields = List.copyOf(fields);
        key = List.copyOf(key);
    }

    Optional<Field> field(String wanted) {
        return fields.stream()
                .filter(field -> field.name().equals(wanted))
                .findFirst()
                .or(() -> label(wanted));
    }

    private Optional<Field> label(String wanted) {
        if (labels.isEmpty() || !wanted.startsWith(LABEL_PREFIX)) {
            return Optional.empty();
        }
        String label = wanted.substring(LABEL_PREFIX.length());
        return Optional.of(label)
                .filter(LABEL)
                .map(name -> Field.text(wanted, labels.get() + " ->> '" + name + "'"));
    }

    List<String> knownFields() {
        Stream<String> named = fields.stream().map(Field::name);
        Stream<String> open = labels.stream().map(_ -> LABEL_PREFIX + "*");
        return Stream.concat(named, open).sorted().toList();
    }

    List<String> sortableFields() {
        return fields.stream().filter(Field::sortable).map(Field::name).sorted().toList();
    }
}
