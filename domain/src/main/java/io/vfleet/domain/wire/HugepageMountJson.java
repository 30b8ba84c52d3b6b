package io.vfleet.domain.wire;

import io.vfleet.domain.inventory.Host;

/// [Host.HugepageMount] as JSON.
final class HugepageMountJson extends JsonFields<Host.HugepageMount> {

    private final Slot<String> path = text("path");
    private final Slot<String> pageSize = text("pageSize");

    HugepageMountJson(JsonInput in) {
        super(in);
    }

    @Override
    Host.HugepageMount build() throws MalformedDocument {
        return new Host.HugepageMount(path.required(), pageSize.optional());
    }

    static void write(JsonOutput out, Host.HugepageMount mount) {
        out.text("path", mount.path());
        out.text("pageSize", mount.pageSize());
    }
}
