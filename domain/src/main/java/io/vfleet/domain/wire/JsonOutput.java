package io.vfleet.domain.wire;

import io.vfleet.domain.inventory.PciAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;

/// A document written field by field; what is absent is left out.
final class JsonOutput {

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                    .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
                    .build();

    private final JsonGenerator json;
    private final Style style;

    private JsonOutput(JsonGenerator json, Style style) {
        this.json = json;
        this.style = style;
    }

    /// Writes one object; `out` is flushed and left open.
    static void document(OutputStream out, Style style, Consumer<JsonOutput> fields)
            throws IOException {
        try (JsonGenerator json = FACTORY.createGenerator(style.context(), out)) {
            JsonOutput output = new JsonOutput(json, style);
            output.object(() -> fields.accept(output));
            output.end();
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
    }

    private void end() {
        if (style == Style.PRETTY) {
            json.writeRaw('\n');
        }
    }

    /// Whether what moves by itself is written as well.
    boolean whole() {
        return style != Style.STEADY;
    }

    /// Whether what follows from the entry before is left out.
    boolean terse() {
        return style == Style.TERSE;
    }

    void text(String name, String value) {
        json.writeStringProperty(name, Text.madeStorable(value));
    }

    void text(String name, Optional<String> value) {
        value.ifPresent(present -> text(name, present));
    }

    void address(String name, PciAddress value) {
        json.writeStringProperty(name, value.toString());
    }

    void time(String name, Instant value) {
        json.writeStringProperty(name, value.toString());
    }

    void time(String name, Optional<Instant> value) {
        value.ifPresent(present -> time(name, present));
    }

    void flag(String name, boolean value) {
        json.writeBooleanProperty(name, value);
    }

    void flag(String name, Optional<Boolean> value) {
        value.ifPresent(present -> flag(name, present));
    }

    void number(String name, long value) {
        json.writeNumberProperty(name, value);
    }

    void number(String name, OptionalInt value) {
        value.ifPresent(present -> number(name, present));
    }

    void number(String name, OptionalLong value) {
        value.ifPresent(present -> number(name, present));
    }

    /// What differs from the expected; `null` where there is nothing although something is
    /// expected.
    void text(String name, Optional<String> value, Optional<String> expected) {
        unexpected(name, value, expected, value.isPresent(), () -> text(name, value));
    }

    void flag(String name, Optional<Boolean> value, Optional<Boolean> expected) {
        unexpected(name, value, expected, value.isPresent(), () -> flag(name, value));
    }

    void number(String name, OptionalInt value, OptionalInt expected) {
        unexpected(name, value, expected, value.isPresent(), () -> number(name, value));
    }

    <T> void object(
            String name,
            Optional<T> value,
            Optional<T> expected,
            BiConsumer<JsonOutput, T> fields) {
        unexpected(name, value, expected, value.isPresent(), () -> object(name, value, fields));
    }

    <T> void objects(
            String name, List<T> values, List<T> expected, BiConsumer<JsonOutput, T> fields) {
        unexpected(name, values, expected, true, () -> objects(name, values, fields));
    }

    private void unexpected(
            String name, Object value, Object expected, boolean present, Runnable write) {
        if (value.equals(expected)) {
            return;
        }
        if (present) {
            write.run();
        } else {
            json.writeNullProperty(name);
        }
    }

    void texts(String name, List<String> values) {
        json.writeArrayPropertyStart(name);
        values.forEach(value -> json.writeString(Text.madeStorable(value)));
        json.writeEndArray();
    }

    <T> void object(String name, T value, BiConsumer<JsonOutput, T> fields) {
        json.writeName(Text.madeStorable(name));
        object(() -> fields.accept(this, value));
    }

    <T> void object(String name, Optional<T> value, BiConsumer<JsonOutput, T> fields) {
        value.ifPresent(present -> object(name, present, fields));
    }

    <T> void objects(String name, List<T> values, BiConsumer<JsonOutput, T> fields) {
        json.writeArrayPropertyStart(name);
        values.forEach(value -> object(() -> fields.accept(this, value)));
        json.writeEndArray();
    }

    /// The list, unless it is empty: for what schema 1 did not have from the start.
    <T> void some(String name, List<T> values, BiConsumer<JsonOutput, T> fields) {
        if (!values.isEmpty()) {
            objects(name, values, fields);
        }
    }

    void someTexts(String name, List<String> values) {
        if (!values.isEmpty()) {
            texts(name, values);
        }
    }

    private void object(Runnable fields) {
        json.writeStartObject();
        fields.run();
        json.writeEndObject();
    }

    /// For whom a document is written.
    enum Style {
        /// machines: one line, everything
        COMPACT,
        /// the wire: like compact, without what follows from the entry before
        TERSE,
        /// people: indented, everything, a line end at the end
        PRETTY,
        /// the digest: one line without what moves by itself
        STEADY;

        private ObjectWriteContext context() {
            return this == PRETTY ? new Indented() : ObjectWriteContext.empty();
        }
    }

    private static final class Indented extends ObjectWriteContext.Base {

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }

        @Override
        public PrettyPrinter getPrettyPrinter() {
            DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
            Separators separators =
                    Separators.createDefaultInstance()
                            .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                            .withArrayEmptySeparator("")
                            .withObjectEmptySeparator("");
            return new DefaultPrettyPrinter(separators)
                    .withArrayIndenter(indenter)
                    .withObjectIndenter(indenter);
        }
    }
}
