package io.vfleet.domain.wire;

import io.vfleet.domain.inventory.Host;

/// [Host.BootArguments] as JSON.
final class BootArgumentsJson extends JsonFields<Host.BootArguments> {

    private final Slot<String> path = text("path");
    private final Slot<String> kernel = text("kernel");
    private final Slot<String> arguments = text("arguments");

    BootArgumentsJson(JsonInput in) {
        super(in);
    }

    @Override
    Host.BootArguments build() throws MalformedDocument {
        return new Host.BootArguments(path.required(), kernel.optional(), arguments.required());
    }

    static void write(JsonOutput out, Host.BootArguments boot) {
        out.text("path", boot.path());
        out.text("kernel", boot.kernel());
        out.text("arguments", boot.arguments());
    }
}
