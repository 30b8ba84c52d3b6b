package io.vfleet.server.lists;

import java.util.List;

/// A name that filters (and perhaps orders) a list, and the SQL expression behind it.
///
/// @param words all values it can have; empty when open
/// @param sortable the expression is never null, and an index or the list's size makes order cheap
public record Field(String name, FieldType type, String sql, List<String> words, boolean sortable) {

    public Field {
        words = List.copyOf(words);
    }

    public static Field text(String name, String sql) {
        return new Field(name, FieldType.TEXT, sql, List.of(), false);
    }

    public static Field word(String name, String sql, List<String> words) {
        return new Field(name, FieldType.WORD, sql, words, false);
    }

    public static Field integer(String name, String sql) {
        return new Field(name, FieldType.INTEGER, sql, List.of(), false);
    }

    public static Field bool(String name, String sql) {
        return new Field(name, FieldType.BOOLEAN, sql, List.of(), false);
    }

    public static Field instant(String name, String sql) {
        return new Field(name, FieldType.INSTANT, sql, List.of(), false);
    }

    public static Field uuid(String name, String sql) {
        return new Field(name, FieldType.UUID_, sql, List.of(), false);
    }

    /// The same, offered in `orderBy`.
    public Field inOrder() {
        return new Field(name, type, sql, words, true);
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
