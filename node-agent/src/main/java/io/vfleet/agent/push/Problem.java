package io.vfleet.agent.push;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// What an RFC 9457 document says; an empty text where it says nothing.
record Problem(String type, String title, String detail) {

    static final Problem NONE = new Problem("", "", "");

    private static final JsonFactory JSON = new JsonFactory();

    /// The problem in `body`; whatever is not one (a proxy's page) says nothing.
    static Problem read(byte[] body) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return NONE;
            }
            Map<String, String> texts = texts(parser);
            return new Problem(
                    texts.getOrDefault("type", ""),
                    texts.getOrDefault("title", ""),
                    texts.getOrDefault("detail", ""));
        } catch (JacksonException e) {
            return NONE;
        }
    }

    /// One line for people.
    String line() {
        return Stream.of(detail, type, title)
                .map(text -> text.replaceAll("\\s+", " ").strip())
                .filter(text -> !text.isEmpty())
                .findFirst()
                .map(text -> text.length() > 300 ? text.substring(0, 300) + "…" : text)
                .orElse("no reason given");
    }

    private static Map<String, String> texts(JsonParser parser) {
        Map<String, String> texts = new HashMap<>();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            if (parser.nextToken() == JsonToken.VALUE_STRING) {
                texts.put(name, parser.getString());
            }
            parser.skipChildren();
        }
        return texts;
    }
}
