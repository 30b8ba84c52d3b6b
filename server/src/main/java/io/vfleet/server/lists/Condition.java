package io.vfleet.server.lists;

import java.util.HashMap;
import java.util.Map;

/// A piece of a WHERE clause with its named parameters.
public record Condition(String sql, Map<String, Object> parameters) {

    public static final Condition ALL = new Condition("true", Map.of());

    public Condition {
        parameters = Map.copyOf(parameters);
    }

    public static Condition of(String sql) {
        return new Condition(sql, Map.of());
    }

    public static Condition of(String sql, String parameter, Object value) {
        return new Condition(sql, Map.of(parameter, value));
    }

    public Condition and(Condition other) {
        return joined(" and ", other);
    }

    public Condition or(Condition other) {
        return joined(" or ", other);
    }

    private Condition joined(String operator, Condition other) {
        var all = new HashMap<>(parameters);
        all.putAll(other.parameters);
        return new Condition("(" + sql + ")" + operator + "(" + other.sql + ")", all);
    }
}
