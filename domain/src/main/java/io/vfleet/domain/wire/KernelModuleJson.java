package io.vfleet.domain.wire;

import io.vfleet.domain.inventory.KernelModule;

/// [KernelModule] as JSON.
final class KernelModuleJson extends JsonFields<KernelModule> {

    private final Slot<String> name = text("name");
    private final Slot<String> version = text("version");
    private final Slot<String> sourceVersion = text("sourceVersion");
    private final Slot<String> taints = text("taints");

    KernelModuleJson(JsonInput in) {
        super(in);
    }

    @Override
    KernelModule build() throws MalformedDocument {
        return new KernelModule(
                name.required(), version.optional(), sourceVersion.optional(), taints.optional());
    }

    static void write(JsonOutput out, KernelModule module) {
        out.text("name", module.name());
        out.text("version", module.version());
        out.text("sourceVersion", module.sourceVersion());
        out.text("taints", module.taints());
    }
}
