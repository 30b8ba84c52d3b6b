package io.vfleet.bench.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vfleet.bench.http.Reply;
import io.vfleet.bench.http.Reply.Answered;
import io.vfleet.bench.http.Reply.Broken;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// An operation as the REST API shows it, as far as it matters here.
record OperationAnswer(String id, String state) {

    private static final JsonFactory FACTORY = JsonFactory.builder().build();

    /// What is wrong with an answer.
    static final class Wrong extends Exception {
        Wrong(String message) {
            super(message);
        }
    }

    static OperationAnswer read(Reply reply, int status) throws Wrong {
        return switch (reply) {
            case Broken(String reason) -> throw new Wrong(reason);
            case Answered answer when answer.status() != status ->
                    throw new Wrong("answered " + answer.status());
            case Answered answer -> read(answer);
        };
    }

    private static OperationAnswer read(Answered answer) throws Wrong {
        Map<String, String> texts = texts(answer.body());
        String id = texts.getOrDefault("id", "");
        String state = texts.getOrDefault("state", "");
        if (id.isEmpty() || state.isEmpty()) {
            throw new Wrong("malformed: no id or no state");
        }
        return new OperationAnswer(id, state);
    }

    private static Map<String, String> texts(byte[] body) throws Wrong {
        Map<String, String> texts = new HashMap<>();
        try (JsonParser parser =
                FACTORY.createParser(ObjectReadContext.empty(), new String(body, UTF_8))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new Wrong("malformed: no object");
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                if (parser.nextToken() == JsonToken.VALUE_STRING) {
                    texts.put(name, parser.getString());
                }
                parser.skipChildren();
            }
        } catch (JacksonException e) {
            throw new Wrong("malformed: no JSON");
        }
        return texts;
    }
}
