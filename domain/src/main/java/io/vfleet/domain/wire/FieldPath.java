package io.vfleet.domain.wire;

import tools.jackson.core.TokenStreamContext;

/// Where in a document the parser stands: `physicalFunctions[3].virtualFunctions[0].address`.
final class FieldPath {

    private FieldPath() {}

    /// The path of the current value; empty for the document itself.
    static String of(TokenStreamContext context) {
        StringBuilder path = new StringBuilder();
        append(path, context);
        return path.toString();
    }

    static String child(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static void append(StringBuilder path, TokenStreamContext context) {
        if (context.inRoot()) {
            return;
        }
        append(path, context.getParent());
        if (context.inArray() && context.hasCurrentIndex()) {
            path.append('[').append(context.getCurrentIndex()).append(']');
        }
        if (context.inObject() && context.hasCurrentName()) {
            path.append(path.isEmpty() ? "" : ".").append(context.currentName());
        }
    }
}
