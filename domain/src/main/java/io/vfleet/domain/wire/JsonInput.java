package io.vfleet.domain.wire;

import io.vfleet.domain.inventory.PciAddress;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/// A document read value by value; every error names the field at which it was found.
final class JsonInput {

    static final String ADDRESS = "a PCI address like 0000:81:00.0";
    static final String TIME = "a time like 2026-03-01T12:00:00Z";
    static final String ID = "an id like 0f8fad5b-d9cb-469f-a165-70867728950e";
    static final String TEXT = "a text";
    static final String FLAG = "true or false";
    static final String LIST = "a list";
    static final String OBJECT = "an object";

    // UUID.fromString takes shorter ones as well
    private static final Pattern UUID_SHAPE =
            Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final int MOST_LABELS = 256;
    private static final int SHOWN_CHARACTERS = 64;
    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                    .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
                    .streamReadConstraints(Syntax.CONSTRAINTS)
                    .build();

    private final JsonParser parser;

    private JsonInput(JsonParser parser) {
        this.parser = parser;
    }

    /// The one object that `in` holds; `in` is read to its end and left open.
    static <T> T document(InputStream in, Function<JsonInput, JsonFields<T>> shape)
            throws MalformedDocument, IOException {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), in)) {
            return new JsonInput(parser).whole(shape);
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
    }

    private <T> T whole(Function<JsonInput, JsonFields<T>> shape) throws MalformedDocument {
        try {
            if (parser.nextToken() == null) {
                throw new MalformedDocument("", "the document is empty, expected an object");
            }
            T value = shape.apply(this).read();
            if (parser.nextToken() != null) {
                throw Syntax.goesOn(parser);
            }
            return value;
        } catch (StreamReadException | StreamConstraintsException e) {
            throw Syntax.explain(parser, e);
        }
    }

    void startObject() throws MalformedDocument {
        expect(JsonToken.START_OBJECT, OBJECT);
    }

    /// Moves to the next field's value and gives its name; empty at the object's end.
    String nextField() {
        String name = parser.nextName();
        if (name == null) {
            return "";
        }
        parser.nextToken();
        return name;
    }

    boolean atEnd() {
        return parser.currentToken() == JsonToken.END_OBJECT;
    }

    boolean isNull() {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    void skip() {
        parser.skipChildren();
    }

    String text() throws MalformedDocument {
        return text(TEXT);
    }

    Instant time() throws MalformedDocument {
        String text = text(TIME);
        try {
            Instant time = Instant.parse(text);
            if (!time.isBefore(FIRST) && !time.isAfter(LAST)) {
                return time;
            }
        } catch (DateTimeException e) {
            throw wrong(TIME);
        }
        throw wrong(TIME);
    }

    PciAddress address() throws MalformedDocument {
        return PciAddress.find(text(ADDRESS)).orElseThrow(() -> wrong(ADDRESS));
    }

    UUID uuid() throws MalformedDocument {
        String text = text(ID);
        if (!UUID_SHAPE.matcher(text).matches()) {
            throw wrong(ID);
        }
        return UUID.fromString(text);
    }

    <E extends Enum<E>> E word(Class<E> words) throws MalformedDocument {
        String text = text(oneOf(words));
        return Arrays.stream(words.getEnumConstants())
                .filter(word -> word.name().equals(text))
                .findAny()
                .orElseThrow(() -> wrong(oneOf(words)));
    }

    static <E extends Enum<E>> String oneOf(Class<E> words) {
        return Arrays.stream(words.getEnumConstants())
                .map(Enum::name)
                .collect(Collectors.joining(", ", "one of ", ""));
    }

    boolean flag() throws MalformedDocument {
        if (parser.currentToken() == JsonToken.VALUE_TRUE) {
            return true;
        }
        expect(JsonToken.VALUE_FALSE, FLAG);
        return false;
    }

    long number(long least, long most) throws MalformedDocument {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT
                || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw wrong(whole(least, most));
        }
        long number = parser.getLongValue();
        if (number < least || number > most) {
            throw wrong(whole(least, most));
        }
        return number;
    }

    static String whole(long least, long most) {
        return "a whole number from " + least + " to " + most;
    }

    <T> List<T> list(int most, Reading<T> reading) throws MalformedDocument {
        expect(JsonToken.START_ARRAY, LIST);
        List<T> entries = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (entries.size() == most) {
                throw oneTooMany(most);
            }
            entries.add(reading.read(this));
        }
        return entries;
    }

    Map<String, String> labels() throws MalformedDocument {
        startObject();
        Map<String, String> labels = new TreeMap<>();
        for (String key = nextField(); !atEnd(); key = nextField()) {
            label(labels, key);
        }
        return labels;
    }

    private void label(Map<String, String> labels, String key) throws MalformedDocument {
        if (isNull()) {
            return;
        }
        if (labels.size() == MOST_LABELS) {
            throw oneTooMany(MOST_LABELS);
        }
        if (!Text.storable(key)) {
            throw unstorable();
        }
        labels.put(key, text());
    }

    /// What stands here is not what should.
    MalformedDocument wrong(String expected) {
        String found = path();
        return new MalformedDocument(
                found,
                "%s is %s, expected %s"
                        .formatted(found.isEmpty() ? "the document" : found, shown(), expected));
    }

    /// A field of the object that was just read is not there.
    MalformedDocument missing(String name, String expected) {
        String field = FieldPath.child(path(), name);
        return new MalformedDocument(field, field + " is missing, expected " + expected);
    }

    private String text(String expected) throws MalformedDocument {
        expect(JsonToken.VALUE_STRING, expected);
        String text = parser.getString();
        if (!Text.storable(text)) {
            throw unstorable();
        }
        return text;
    }

    private MalformedDocument unstorable() {
        return new MalformedDocument(
                path(),
                path() + " holds a NUL character or half a surrogate pair, expected a text");
    }

    private MalformedDocument oneTooMany(int most) {
        return new MalformedDocument(path(), path() + " is one too many, expected at most " + most);
    }

    private void expect(JsonToken token, String expected) throws MalformedDocument {
        if (parser.currentToken() != token) {
            throw wrong(expected);
        }
    }

    private String path() {
        return FieldPath.of(parser.streamReadContext());
    }

    private String shown() {
        return switch (parser.currentToken()) {
            case START_OBJECT -> OBJECT;
            case START_ARRAY -> LIST;
            case VALUE_STRING -> "'" + shortened(parser.getString()) + "'";
            default -> parser.getString();
        };
    }

    private static String shortened(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", "?");
        return plain.length() <= SHOWN_CHARACTERS
                ? plain
                : plain.substring(0, SHOWN_CHARACTERS) + "…";
    }

    /// Reads the value at which the input stands.
    @FunctionalInterface
    interface Reading<T> {
        T read(JsonInput in) throws MalformedDocument;
    }
}
