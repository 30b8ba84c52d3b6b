package io.vfleet.server.lists;

import io.vfleet.server.platform.ApiProblem;
import io.vfleet.server.platform.ProblemType;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is wrong with a filter, and where.
final class FilterProblem {

    // rsql-parser tells the position in its message alone
    private static final Pattern POSITION = Pattern.compile("line \\d+, column (\\d+)");

    private FilterProblem() {}

    static ApiProblem syntax(String filter, Throwable cause) {
        Matcher at = POSITION.matcher(String.valueOf(cause.getMessage()));
        int position = at.find() ? Integer.parseInt(at.group(1)) : filter.length();
        return problem("The filter is no RSQL from character " + position + " on")
                .with("value", filter)
                .with("position", position)
                .with("expected", "RSQL: field==value;other=in=(a,b)");
    }

    static ApiProblem tooMuch(String what, int limit) {
        return problem("The filter has more than " + limit + " " + what)
                .with("expected", "at most " + limit + " " + what);
    }

    static ApiProblem unknownField(String field, int position, ListTable<?> table) {
        return problem(
                        "%s have no field '%s'; they have %s"
                                .formatted(table.name(), field, table.knownFields()))
                .with("value", field)
                .with("position", position)
                .with("expected", table.knownFields());
    }

    static ApiProblem unknownOperator(String operator, List<String> known) {
        return problem("'%s' is no operator; these are: %s".formatted(operator, known))
                .with("value", operator)
                .with("expected", known);
    }

    static ApiProblem operator(Field field, String operator, List<String> allowed) {
        return problem(
                        "%s cannot be compared by %s, but by %s"
                                .formatted(field.name(), operator, allowed))
                .with("value", operator)
                .with("expected", allowed);
    }

    static ApiProblem value(Field field, String value, int position) {
        return problem("%s is compared with %s".formatted(field.name(), field.expected()))
                .with("filterField", field.name())
                .with("value", value)
                .with("position", position)
                .with("expected", field.expected());
    }

    private static ApiProblem problem(String detail) {
        return new ApiProblem(ProblemType.INVALID_FILTER, detail).with("field", "filter");
    }
}
