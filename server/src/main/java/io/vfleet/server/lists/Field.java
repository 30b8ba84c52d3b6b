package io.vfleet.server.lists;

import java.util.List;
import java.util.Optional;

/// A name that filters (and perhaps orders) a list, and the SQL expression behind it.
///
/// @param words all values it can have; empty when open
/// @param order what to order by: never null, and cheap by an index or by the list's size
/// @param among where one of several values counts: SQL around a comparison, which stands for `{}`
public record Field(
        String name,
        FieldType type,
        String sql,
        List<String> words,
        Optional<String> order,
        Optional<String> among) {

    public Field {
        words = List.copyOf(words);
    }

    private static Field plain(String name, FieldType type, String sql, List<String> words) {
        return new Field(name, type, sql, words, Optional.empty(), Optional.empty());
    }

    public static Field text(String name, String sql) {
        return plain(name, FieldType.TEXT, sql, List.of());
    }

    public static Field word(String name, String sql, List<String> words) {
        return plain(name, FieldType.WORD, sql, words);
    }

    public static Field integer(String name, String sql) {
        return plain(name, FieldType.INTEGER, sql, List.of());
    }

    public static Field bool(String name, String sql) {
        return plain(name, FieldType.BOOLEAN, sql, List.of());
    }

    public static Field instant(String name, String sql) {
        return plain(name, FieldType.INSTANT, sql, List.of());
    }

    public static Field uuid(String name, String sql) {
        return plain(name, FieldType.UUID_, sql, List.of());
    }

    /// As [#text], where every value is in lower case: MAC and PCI addresses.
    public static Field lowerCase(String name, String sql) {
        return plain(name, FieldType.LOWER_CASE, sql, List.of());
    }

    /// The same, offered in `orderBy`; its expression is never null.
    public Field inOrder() {
        return inOrderBy(sql);
    }

    /// The same of a thing that has several: it has the value when `{}` is true of one of them.
    public Field among(String rows) {
        return new Field(name, type, sql, words, order, Optional.of(rows));
    }

    /// The same, ordered by an expression that is never null.
    public Field inOrderBy(String expression) {
        return new Field(name, type, sql, words, Optional.of(expression), among);
    }

    String within(String comparison) {
        return among.map(rows -> rows.replace("{}", comparison)).orElse(comparison);
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
