package io.vfleet.server.ownchecks;

import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.wire.InventoryJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A report as CEL sees it, which notices when something is asked that is not there: that may be
/// absent, or unread.
final class ReportTree {

    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, Object> report;
    private boolean missed;

    ReportTree(NodeInventory inventory) {
        var json = new ByteArrayOutputStream();
        try {
            InventoryJson.write(inventory, json, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        report = object(JSON.readTree(json.toByteArray()));
    }

    Map<String, Object> report() {
        return report;
    }

    /// The entry of a list that has this address.
    static Optional<Map<String, Object>> entry(
            Map<String, Object> owner, String list, String address) {
        return ((List<?>) owner.getOrDefault(list, List.of()))
                .stream()
                        .map(ReportTree::cast)
                        .filter(one -> address.equals(one.get("address")))
                        .findFirst();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Object value) {
        return (Map<String, Object>) value;
    }

    void forget() {
        missed = false;
    }

    /// Whether something was asked since that is not there.
    boolean missed() {
        return missed;
    }

    private Map<String, Object> object(JsonNode node) {
        Map<String, Object> fields = new Noticing();
        node.properties().forEach(field -> fields.put(field.getKey(), value(field.getValue())));
        return fields;
    }

    private Object value(JsonNode node) {
        if (node.isObject()) {
            return object(node);
        }
        if (node.isArray()) {
            List<Object> entries = new ArrayList<>();
            node.forEach(entry -> entries.add(value(entry)));
            return entries;
        }
        if (node.isBoolean()) {
            return node.asBoolean();
        }
        return node.isNumber() ? (Object) node.asLong() : node.asString();
    }

    /// An empty list may be one that could not be listed.
    private final class Noticing extends HashMap<String, Object> {

        @Override
        public boolean containsKey(Object key) {
            boolean there = super.containsKey(key);
            missed |= !there;
            return there;
        }

        @Override
        public @Nullable Object get(Object key) {
            Object value = super.get(key);
            missed |= value == null || value instanceof List<?> list && list.isEmpty();
            return value;
        }
    }
}
