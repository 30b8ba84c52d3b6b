package io.vfleet.server.platform;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;

/// Broken rules of a body or of parameters, all of them at once.
final class Violations {

    private Violations() {}

    record Violation(String field, String expected) {}

    static ApiProblem of(MethodArgumentNotValidException e) {
        return problem(e.getBindingResult().getAllErrors().stream().map(Violations::of));
    }

    static ApiProblem of(HandlerMethodValidationException e) {
        return problem(e.getParameterValidationResults().stream().flatMap(Violations::of));
    }

    private static ApiProblem problem(Stream<Violation> found) {
        List<Violation> errors = found.sorted((a, b) -> a.field().compareTo(b.field())).toList();
        Violation first = errors.getFirst();
        return new ApiProblem(ProblemType.INVALID_VALUE, first.field() + " " + first.expected())
                .with("field", first.field())
                .with("expected", first.expected())
                .with("errors", errors);
    }

    private static Violation of(ObjectError error) {
        String field = error instanceof FieldError of ? of.getField() : error.getObjectName();
        if (error instanceof FieldError of && of.isBindingFailure()) {
            return new Violation(
                    field, "must be " + EXPECTED_BY_CODE.getOrDefault(code(of), "valid"));
        }
        return new Violation(field, said(error));
    }

    private static String code(FieldError error) {
        String[] codes = Objects.requireNonNullElse(error.getCodes(), new String[0]);
        return Arrays.stream(codes).filter(EXPECTED_BY_CODE::containsKey).findFirst().orElse("");
    }

    private static final Map<String, String> EXPECTED_BY_CODE =
            Map.of(
                    "typeMismatch.java.lang.Integer", "an integer",
                    "typeMismatch.int", "an integer",
                    "typeMismatch.java.lang.Boolean", "true or false",
                    "typeMismatch.java.util.UUID", "a UUID");

    private static Stream<Violation> of(ParameterValidationResult result) {
        String name = Objects.toString(result.getMethodParameter().getParameterName(), "parameter");
        return result.getResolvableErrors().stream().map(error -> new Violation(name, said(error)));
    }

    private static String said(MessageSourceResolvable error) {
        return Objects.toString(error.getDefaultMessage(), "is not acceptable");
    }

    /// A Java type in the words of JSON's users.
    static String inWords(@Nullable Class<?> type) {
        if (type == null) {
            return "another value";
        }
        if (type == Integer.class
                || type == int.class
                || type == Long.class
                || type == long.class) {
            return "an integer";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (type == String.class) {
            return "a text";
        }
        if (type == UUID.class) {
            return "a UUID";
        }
        if (type == Instant.class) {
            return "a time like 2026-01-31T12:00:00Z";
        }
        if (type.isEnum()) {
            return "one of " + Arrays.toString(type.getEnumConstants());
        }
        return Collection.class.isAssignableFrom(type) ? "a list" : "an object";
    }
}
