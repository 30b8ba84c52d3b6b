package io.vfleet.server.lists;

import cz.jirutka.rsql.parser.RSQLParser;
import cz.jirutka.rsql.parser.RSQLParserException;
import cz.jirutka.rsql.parser.UnknownOperatorException;
import cz.jirutka.rsql.parser.ast.AndNode;
import cz.jirutka.rsql.parser.ast.ComparisonNode;
import cz.jirutka.rsql.parser.ast.LogicalNode;
import cz.jirutka.rsql.parser.ast.Node;
import cz.jirutka.rsql.parser.ast.OrNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// An RSQL filter turned into SQL: only fields of the list's table, every value bound.
final class Filter {

    static final int MAX_BYTES = 2048;
    static final int MAX_DEPTH = 10;
    static final int MAX_TERMS = 50;

    private final String text;
    private final ListTable<?> table;
    private final String prefix;
    private final Map<String, Object> parameters = new HashMap<>();
    private int terms;

    private Filter(String text, ListTable<?> table, String prefix) {
        this.text = text;
        this.table = table;
        this.prefix = prefix;
    }

    static Condition parse(String text, ListTable<?> table) {
        return parse(text, table, "f");
    }

    /// @param prefix of the parameters' names
    static Condition parse(String text, ListTable<?> table, String prefix) {
        if (text.isEmpty()) {
            return Condition.ALL;
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw FilterProblem.tooMuch("bytes", MAX_BYTES);
        }
        // before parsing: the parser descends by recursion
        requireFlat(text);
        var filter = new Filter(text, table, prefix);
        String sql = filter.sql(tree(text));
        return new Condition(sql, filter.parameters);
    }

    private static void requireFlat(String text) {
        int depth = 0;
        for (char c : text.toCharArray()) {
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth > MAX_DEPTH) {
                throw FilterProblem.tooMuch("nested parentheses", MAX_DEPTH);
            }
        }
    }

    private static Node tree(String text) {
        try {
            return new RSQLParser(Comparison.operators()).parse(text);
        } catch (RSQLParserException e) {
            if (e.getCause() instanceof UnknownOperatorException unknown) {
                throw FilterProblem.unknownOperator(unknown.getOperator(), Comparison.symbols());
            }
            throw FilterProblem.syntax(text, e);
        }
    }

    private String sql(Node node) {
        return switch (node) {
            case AndNode and -> joined(and, " and ");
            case OrNode or -> joined(or, " or ");
            case ComparisonNode comparison -> sql(comparison);
            default -> throw new IllegalStateException("RSQL has a new node: " + node);
        };
    }

    private String joined(LogicalNode node, String operator) {
        return node.getChildren().stream()
                .map(this::sql)
                .collect(Collectors.joining(operator, "(", ")"));
    }

    private String sql(ComparisonNode node) {
        terms++;
        if (terms > MAX_TERMS) {
            throw FilterProblem.tooMuch("terms", MAX_TERMS);
        }
        String name = node.getSelector();
        Field field =
                table.field(name)
                        .orElseThrow(
                                () -> FilterProblem.unknownField(name, positionOf(name), table));
        return new Comparison(field, this::positionOf, this::bind).sql(node);
    }

    private int positionOf(String part) {
        return text.indexOf(part) + 1;
    }

    private String bind(Object value) {
        String name = prefix + parameters.size();
        parameters.put(name, value);
        return ":" + name;
    }
}
