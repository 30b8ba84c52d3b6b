package io.vfleet.server.notifications;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.databind.json.JsonMapper;

/// What is kept as JSON, and what is sent as such.
final class Documents {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .changeDefaultPropertyInclusion(inclusion ->
                            inclusion.withValueInclusion(JsonInclude.Include.NON_ABSENT))
                    .build();

    private Documents() {}

    static String json(Object document) {
        return JSON.writeValueAsString(document);
    }

    static Rules rules(String json) {
        return JSON.readValue(json, Rules.class);
    }

    static Message message(String json) {
        return JSON.readValue(json, Message.class);
    }
}
