package io.vfleet.server.platform;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/// Says which field of a body is wrong and what would be right.
final class JsonProblems {

    private JsonProblems() {}

    static ApiProblem of(HttpMessageNotReadableException e) {
        return switch (e.getCause()) {
            case UnrecognizedPropertyException unknown -> unknown(unknown);
            case InvalidFormatException format ->
                    ApiProblem.invalid(
                            path(format),
                            Objects.toString(format.getValue(), ""),
                            Violations.inWords(format.getTargetType()));
            case MismatchedInputException mismatch -> mismatch(mismatch);
            case StreamConstraintsException large ->
                    new ApiProblem(
                            ProblemType.CONTENT_TOO_LARGE,
                            String.valueOf(large.getOriginalMessage()));
            case StreamReadException broken -> malformed(broken);
            case JacksonException other -> refusedByType(other);
            case null, default ->
                    new ApiProblem(ProblemType.MISSING_BODY, "A JSON body is needed here");
        };
    }

    private static ApiProblem unknown(UnrecognizedPropertyException e) {
        var known =
                Objects.requireNonNullElse(e.getKnownPropertyIds(), List.of()).stream()
                        .map(Object::toString)
                        .sorted()
                        .toList();
        return new ApiProblem(
                        ProblemType.UNKNOWN_FIELD,
                        "'" + path(e) + "' is not known here; known are " + known)
                .with("field", path(e))
                .with("expected", known);
    }

    private static ApiProblem mismatch(MismatchedInputException e) {
        if (e.getPath().isEmpty() && e.getOriginalMessage().startsWith("No content")) {
            return new ApiProblem(ProblemType.MISSING_BODY, "A JSON body is needed here");
        }
        String field = e.getPath().isEmpty() ? "body" : path(e);
        String expected = Violations.inWords(e.getTargetType());
        return new ApiProblem(ProblemType.INVALID_VALUE, field + " must be " + expected)
                .with("field", field)
                .with("expected", expected);
    }

    private static ApiProblem malformed(StreamReadException e) {
        var at = e.getLocation();
        return new ApiProblem(
                        ProblemType.MALFORMED_JSON,
                        "No valid JSON at line %d, column %d"
                                .formatted(at.getLineNr(), at.getColumnNr()))
                .with("line", at.getLineNr())
                .with("column", at.getColumnNr());
    }

    /// A record's own constructor said no: its sentence is meant for people.
    private static ApiProblem refusedByType(JacksonException e) {
        String reason =
                e.getCause() instanceof IllegalArgumentException said
                        ? Objects.toString(said.getMessage(), "not acceptable")
                        : "not acceptable";
        return new ApiProblem(ProblemType.INVALID_VALUE, path(e) + ": " + reason)
                .with("field", path(e))
                .with("expected", reason);
    }

    /// `physicalFunctions[2].sriov.numVfs`
    private static String path(JacksonException e) {
        return e.getPath().stream()
                .map(step ->
                        step.getPropertyName() == null
                                ? "[" + step.getIndex() + "]"
                                : "." + step.getPropertyName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }
}
