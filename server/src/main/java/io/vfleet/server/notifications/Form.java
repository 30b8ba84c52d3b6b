package io.vfleet.server.notifications;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/// What a message looks like on the wire.
enum Form {
    /// everything, as JSON of our own
    GENERIC,
    /// `text` and blocks, as Slack and what imitates it take them
    SLACK;

    @JsonCreator
    static Form parse(String id) {
        return Arrays.stream(values())
                .filter(form -> form.id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "'" + id + "' is no form; forms are generic, slack"));
    }

    @JsonValue
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
