package io.vfleet.domain.wire;

import io.vfleet.domain.inventory.KernelModule;

/// [KernelModule] as JSON.
final class KernelModuleJson extends JsonFields<KernelModule> {

    private final Slot<String> name = text("name");
    private final Slot<String> version = text("version");

    KernelModuleJson(JsonInput in) {
        super(in);
    }

    @Override
    KernelModule build() throws MalformedDocument {
        return new KernelModule(name.required(), version.optional());
    }

    static void write(JsonOutput out, KernelModule module) {
        out.text("name", module.name());
        out.text("version", module.version());
    }
}
