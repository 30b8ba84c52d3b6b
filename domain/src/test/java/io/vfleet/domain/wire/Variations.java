package io.vfleet.domain.wire;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// A document once per value in it, each time with that one value changed.
final class Variations {

    private static final JsonFactory FACTORY = new JsonFactory();

    private Variations() {}

    /// @param field where something was changed
    record Variation(String field, String document) {
        @Override
        public String toString() {
            return field;
        }
    }

    static List<Variation> of(String document) {
        List<Variation> variations = new ArrayList<>();
        int values = values(document);
        for (int i = 0; i < values; i++) {
            variations.add(variation(document, i, Change.OTHER));
        }
        return variations;
    }

    /// The same, and each value once replaced by nothing where nothing may stand there.
    static List<Variation> andOmissionsOf(String document) {
        List<Variation> variations = new ArrayList<>(of(document));
        int values = values(document);
        for (int i = 0; i < values; i++) {
            Variation omission = variation(document, i, Change.OMITTED);
            if (readable(omission)) {
                variations.add(omission);
            }
        }
        return variations;
    }

    private static boolean readable(Variation variation) {
        try {
            InventoryJson.readReport(Documents.stream(variation.document()));
            return true;
        } catch (MalformedDocument refused) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private enum Change {
        OTHER,
        OMITTED
    }

    private static int values(String document) {
        int count = 0;
        try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), document)) {
            while (in.nextToken() != null) {
                count += in.currentToken().isScalarValue() ? 1 : 0;
            }
        }
        return count;
    }

    private static Variation variation(String document, int which, Change change) {
        StringWriter text = new StringWriter();
        String field = "";
        try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), document);
                JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            int at = 0;
            while (in.nextToken() != null) {
                boolean chosen = in.currentToken().isScalarValue() && at++ == which;
                field = chosen ? FieldPath.of(in.streamReadContext()) : field;
                if (chosen && change == Change.OMITTED) {
                    out.writeNull();
                } else {
                    write(in, out, chosen);
                }
            }
        }
        return new Variation(field, text.toString());
    }

    private static void write(JsonParser in, JsonGenerator out, boolean change) {
        if (!change) {
            out.copyCurrentEvent(in);
            return;
        }
        if (in.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            out.writeNumber(in.getLongValue() + 1);
            return;
        }
        if (in.currentToken().isBoolean()) {
            out.writeBoolean(!in.getBooleanValue());
            return;
        }
        out.writeString(changed(in.getString()));
    }

    private static String changed(String text) {
        if (text.matches("[0-9a-f]{4,5}:[0-9a-f]{2}:.*\\.[0-7]")) {
            return "f" + text;
        }
        if (text.matches("\\d{4}-\\d\\d-\\d\\dT.*Z")) {
            return Instant.parse(text).plusSeconds(1).toString();
        }
        return text + "x";
    }
}
