package io.vfleet.server.lists;

import cz.jirutka.rsql.parser.ast.ComparisonNode;
import cz.jirutka.rsql.parser.ast.ComparisonOperator;
import cz.jirutka.rsql.parser.ast.RSQLOperators;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One term of a filter. An absent value differs from every value: `!=` and `=out=` include it.
record Comparison(Field field, ToIntFunction<String> position, Function<Object, String> bind) {

    private static final ComparisonOperator IS_NULL = new ComparisonOperator("=isnull=");

    static Set<ComparisonOperator> operators() {
        var all = new HashSet<>(RSQLOperators.defaultOperators());
        all.add(IS_NULL);
        return all;
    }

    static List<String> symbols() {
        return operators().stream()
                .flatMap(operator -> Stream.of(operator.getSymbols()))
                .sorted()
                .toList();
    }

    String sql(ComparisonNode node) {
        List<String> arguments = node.getArguments();
        String first = arguments.getFirst();
        return switch (node.getOperator().getSymbol()) {
            case "==" -> equal(first);
            case "!=" -> "(" + equal(first) + ") is not true";
            case "=in=" -> in(arguments);
            case "=out=" -> "(" + in(arguments) + ") is not true";
            case "=isnull=" -> isNull(first);
            case "=lt=" -> ordered("<", first, node);
            case "=le=" -> ordered("<=", first, node);
            case "=gt=" -> ordered(">", first, node);
            case "=ge=" -> ordered(">=", first, node);
            default ->
                    throw FilterProblem.unknownOperator(node.getOperator().getSymbol(), symbols());
        };
    }

    private String equal(String text) {
        if (field.type().hasWildcards() && text.contains("*")) {
            return within(" like " + bind.apply(pattern((String) value(text))));
        }
        return within(" = " + bind.apply(value(text)));
    }

    private static String pattern(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_").replace('*', '%');
    }

    private String in(List<String> texts) {
        return texts.stream().map(this::equal).collect(Collectors.joining(" or ", "(", ")"));
    }

    private String isNull(String text) {
        boolean wanted =
                switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default ->
                            throw FilterProblem.value(
                                    Field.bool(field.name() + "=isnull=", ""),
                                    text,
                                    position.applyAsInt(text));
                };
        return (wanted ? "not " : "") + "(" + within(" is not null") + ")";
    }

    private String ordered(String operator, String text, ComparisonNode node) {
        if (field.type() == FieldType.BOOLEAN || field.type() == FieldType.WORD) {
            throw FilterProblem.operator(
                    field,
                    node.getOperator().getSymbol(),
                    List.of("!=", "==", "=in=", "=isnull=", "=out="));
        }
        return within(" " + operator + " " + bind.apply(value(text)));
    }

    private String within(String rest) {
        return field.within(field.sql() + rest);
    }

    private Object value(String text) {
        try {
            return field.parse(text);
        } catch (RuntimeException _) {
            throw FilterProblem.value(field, text, position.applyAsInt(text));
        }
    }
}
