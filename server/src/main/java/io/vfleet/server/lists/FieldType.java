package io.vfleet.server.lists;

import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.UUID;

/// What a field holds: how its values are written, read and compared.
enum FieldType {
    TEXT("a text, * matches anything") {
        @Override
        Object parse(String text) {
            return text;
        }
    },
    LOWER_CASE("a text, * matches anything") {
        @Override
        Object parse(String text) {
            return text.toLowerCase(Locale.ROOT);
        }
    },
    WORD("a known word") {
        @Override
        Object parse(String text) {
            return text;
        }
    },
    INTEGER("an integer") {
        @Override
        Object parse(String text) {
            return Long.parseLong(text);
        }
    },
    BOOLEAN("true or false") {
        @Override
        Object parse(String text) {
            return switch (text) {
                case "true" -> true;
                case "false" -> false;
                default -> throw new IllegalArgumentException(text);
            };
        }
    },
    INSTANT("a time like 2026-01-31T12:00:00Z") {
        @Override
        Object parse(String text) {
            // a plus sign in a query string arrives as a space when it was not encoded
            return OffsetDateTime.parse(text.replace(' ', '+'));
        }

        @Override
        String write(Object value) {
            return value instanceof Timestamp t
                    ? t.toInstant().toString()
                    : ((OffsetDateTime) value).toInstant().toString();
        }
    },
    UUID_("a UUID") {
        @Override
        Object parse(String text) {
            return UUID.fromString(text);
        }
    };

    private final String expected;

    FieldType(String expected) {
        this.expected = expected;
    }

    boolean hasWildcards() {
        return this == TEXT || this == LOWER_CASE;
    }

    String expected() {
        return expected;
    }

    /// The value to bind.
    ///
    /// @throws RuntimeException when `text` is no such value
    abstract Object parse(String text);

    /// The text of a value the database answered, such that [#parse] reads it again.
    String write(Object value) {
        return value.toString();
    }
}
