package io.vfleet.server.lists;

import java.util.List;
import java.util.Optional;

/// A name that filters (and perhaps orders) a list, and the SQL expression behind it.
///
/// @param words all values it can have; empty when open
/// @param order what to order by: never null, and cheap by an index or by the list's size
public record Field(
        String name, FieldType type, String sql, List<String> words, Optional<String> order) {

    public Field {
        words = List.copyOf(words);
    }

    public static Field text(String name, String sql) {
        return new Field(name, FieldType.TEXT, sql, List.of(), Optional.empty());
    }

    public static Field word(String name, String sql, List<String> words) {
        return new Field(name, FieldType.WORD, sql, words, Optional.empty());
    }

    public static Field integer(String name, String sql) {
        return new Field(name, FieldType.INTEGER, sql, List.of(), Optional.empty());
    }

    public static Field bool(String name, String sql) {
        return new Field(name, FieldType.BOOLEAN, sql, List.of(), Optional.empty());
    }

    public static Field instant(String name, String sql) {
        return new Field(name, FieldType.INSTANT, sql, List.of(), Optional.empty());
    }

    public static Field uuid(String name, String sql) {
        return new Field(name, FieldType.UUID_, sql, List.of(), Optional.empty());
    }

    /// As [#text], where every value is in lower case: MAC and PCI addresses.
    public static Field lowerCase(String name, String sql) {
        return new Field(name, FieldType.LOWER_CASE, sql, List.of(), Optional.empty());
    }

    /// The same, offered in `orderBy`; its expression is never null.
    public Field inOrder() {
        return inOrderBy(sql);
    }

    /// The same, ordered by an expression that is never null.
    public Field inOrderBy(String expression) {
        return new Field(name, type, sql, words, Optional.of(expression));
    }

    boolean sortable() {
        return order.isPresent();
    }

    String orderSql() {
        return order.orElse(sql);
    }

    String expected() {
        return words.isEmpty() ? type.expected() : "one of " + words;
    }

    /// The value to bind, or an exception when the text is none.
    Object parse(String text) {
        if (!words.isEmpty() && !words.contains(text)) {
            throw new IllegalArgumentException(text);
        }
        return type.parse(text);
    }
}
