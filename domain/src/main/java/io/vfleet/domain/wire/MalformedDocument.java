package io.vfleet.domain.wire;

/// A document that cannot be taken: names the field, what stood there and what would be right.
public final class MalformedDocument extends Exception {

    private final String field;

    public MalformedDocument(String field, String message) {
        super(message);
        this.field = field;
    }

    /// The field's path, `physicalFunctions[0].address`; empty when the document itself is no JSON.
    public String field() {
        return field;
    }
}
