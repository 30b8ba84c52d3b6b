package io.vfleet.domain.chain;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// A JSON document as maps and lists, whose values are changed by their paths.
final class JsonTree {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final Pattern STEP = Pattern.compile("(\\w+)(?:\\[(\\d+|\\*|\\+)])?");

    private Object root;

    JsonTree(String document) {
        root = parse(document);
    }

    static Object parse(String document) {
        try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), document)) {
            in.nextToken();
            return value(in);
        }
    }

    /// Every text in it, keys aside, as `change` makes it.
    void eachText(UnaryOperator<String> change) {
        root = changed(root, change);
    }

    /// `name`, `name[2]`, `name[*]` for all and `name[+]` for one more, joined by dots; a null
    /// value takes the place away.
    void set(String path, @Nullable Object value) {
        set(List.of(path.split("\\.")), root, value);
    }

    @SuppressWarnings("unchecked")
    private static void set(List<String> path, Object at, @Nullable Object value) {
        Map<String, Object> fields = (Map<String, Object>) at;
        Matcher step = STEP.matcher(path.getFirst());
        if (!step.matches()) {
            throw new IllegalArgumentException("no place in a document: " + path.getFirst());
        }
        String name = step.group(1);
        List<String> rest = path.subList(1, path.size());
        if (step.group(2) != null) {
            Object list = fields.computeIfAbsent(name, _ -> new ArrayList<>());
            setIn((List<Object>) list, step.group(2), rest, value);
            return;
        }
        if (!rest.isEmpty()) {
            set(rest, fields.computeIfAbsent(name, _ -> new LinkedHashMap<>()), value);
            return;
        }
        replace(fields, name, value);
    }

    private static void replace(Map<String, Object> fields, String name, @Nullable Object value) {
        if (value == null) {
            fields.remove(name);
            return;
        }
        fields.put(name, copy(value));
    }

    private static Object copy(Object value) {
        return changed(value, UnaryOperator.identity());
    }

    private static void setIn(
            List<Object> list, String which, List<String> rest, @Nullable Object value) {
        if (which.equals("+")) {
            list.add(new LinkedHashMap<>());
            setIn(list, Integer.toString(list.size() - 1), rest, value);
            return;
        }
        int from = which.equals("*") ? 0 : Integer.parseInt(which);
        int to = which.equals("*") ? list.size() : from + 1;
        for (int i = from; i < to; i++) {
            if (rest.isEmpty()) {
                list.set(i, copy(value));
                continue;
            }
            set(rest, list.get(i), value);
        }
    }

    @Override
    public String toString() {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            write(out, root);
        }
        return text.toString();
    }

    private static Object value(JsonParser in) {
        return switch (in.currentToken()) {
            case START_OBJECT -> object(in);
            case START_ARRAY -> array(in);
            case VALUE_NUMBER_INT -> in.getLongValue();
            case VALUE_TRUE, VALUE_FALSE -> in.getBooleanValue();
            default -> in.getString();
        };
    }

    private static Map<String, Object> object(JsonParser in) {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            in.nextToken();
            fields.put(name, value(in));
        }
        return fields;
    }

    private static List<Object> array(JsonParser in) {
        List<Object> items = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(in));
        }
        return items;
    }

    private static Object changed(Object value, UnaryOperator<String> change) {
        return switch (value) {
            case Map<?, ?> fields -> {
                Map<Object, Object> all = new LinkedHashMap<>();
                fields.forEach((name, one) -> all.put(name, changed(one, change)));
                yield all;
            }
            case List<?> items ->
                    new ArrayList<>(items.stream().map(one -> changed(one, change)).toList());
            case String text -> change.apply(text);
            default -> value;
        };
    }

    private static void write(JsonGenerator out, Object value) {
        switch (value) {
            case Map<?, ?> fields -> {
                out.writeStartObject();
                fields.forEach((name, one) -> {
                    out.writeName(name.toString());
                    write(out, one);
                });
                out.writeEndObject();
            }
            case List<?> items -> {
                out.writeStartArray();
                items.forEach(one -> write(out, one));
                out.writeEndArray();
            }
            case Long number -> out.writeNumber(number);
            case Boolean flag -> out.writeBoolean(flag);
            default -> out.writeString(value.toString());
        }
    }
}
