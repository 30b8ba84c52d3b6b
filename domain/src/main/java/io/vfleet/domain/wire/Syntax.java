package io.vfleet.domain.wire;

import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/// What the parser says of a document that is no JSON or too large, in words for its sender.
final class Syntax {

    static final StreamReadConstraints CONSTRAINTS =
            StreamReadConstraints.builder()
                    .maxNestingDepth(32)
                    .maxStringLength(64 * 1024)
                    .maxNameLength(256)
                    .maxNumberLength(32)
                    .build();

    private static final Pattern METHOD_NAME = Pattern.compile(", from `[^`]*`");

    private Syntax() {}

    static MalformedDocument explain(JsonParser parser, JacksonException trouble) {
        String path = FieldPath.of(parser.streamReadContext());
        if (trouble instanceof StreamConstraintsException) {
            return tooLarge(parser, path, trouble);
        }
        if (trouble instanceof UnexpectedEndOfInputException) {
            return new MalformedDocument(
                    "", "the document ends too early, " + at(trouble) + inside(path));
        }
        // the only error of content among the errors of syntax; the library has no type for it
        if (trouble.getOriginalMessage().startsWith("Duplicate Object property")) {
            return new MalformedDocument(path, path + " stands there twice");
        }
        return new MalformedDocument(
                "",
                "the document is no JSON, %s%s: %s"
                        .formatted(at(trouble), inside(path), trouble.getOriginalMessage()));
    }

    static MalformedDocument goesOn(JsonParser parser) {
        return new MalformedDocument(
                "", "the document goes on after its end, " + at(parser.currentTokenLocation()));
    }

    private static MalformedDocument tooLarge(
            JsonParser parser, String path, JacksonException trouble) {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return new MalformedDocument(
                    path,
                    "%s is longer than %d characters"
                            .formatted(path, CONSTRAINTS.getMaxStringLength()));
        }
        String limit = METHOD_NAME.matcher(trouble.getOriginalMessage()).replaceAll("");
        // the exception itself has no location
        return new MalformedDocument(
                path,
                "the document is refused, %s%s: %s"
                        .formatted(at(parser.currentLocation()), inside(path), limit));
    }

    private static String at(JacksonException trouble) {
        return at(trouble.getLocation());
    }

    private static String at(TokenStreamLocation location) {
        return "line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
    }

    private static String inside(String path) {
        return path.isEmpty() ? "" : ", at " + path;
    }
}
