package io.vfleet.domain.wire;

import io.vfleet.domain.inventory.Gap;

/// [Gap] as JSON.
final class GapJson extends JsonFields<Gap> {

    private final Slot<String> path = text("path");
    private final Slot<String> reason = text("reason");

    GapJson(JsonInput in) {
        super(in);
    }

    @Override
    Gap build() throws MalformedDocument {
        return new Gap(path.required(), reason.required());
    }

    static void write(JsonOutput out, Gap gap) {
        out.text("path", gap.path());
        out.text("reason", gap.reason());
    }
}
