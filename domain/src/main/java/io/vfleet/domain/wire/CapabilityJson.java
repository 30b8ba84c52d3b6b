package io.vfleet.domain.wire;

import io.vfleet.domain.inventory.Pcie;

/// [Pcie.Capability] as JSON.
final class CapabilityJson extends JsonFields<Pcie.Capability> {

    private static final long WORD = 0xffff_ffffL;

    private final Slot<Integer> initialVfs = integer("initialVfs", 0, 0xffff);
    private final Slot<Integer> totalVfs = integer("totalVfs", 0, 0xffff);
    private final Slot<Integer> numVfs = integer("numVfs", 0, 0xffff);
    private final Slot<Boolean> vfEnabled = flag("vfEnabled");
    private final Slot<Boolean> vfMemoryEnabled = flag("vfMemoryEnabled");
    private final Slot<Boolean> ariHierarchy = flag("ariHierarchy");
    private final Slot<Integer> dependencyLink = integer("functionDependencyLink", 0, 0xff);
    private final Slot<Integer> offset = integer("offset", 0, 0xffff);
    private final Slot<Integer> stride = integer("stride", 0, 0xffff);
    private final Slot<String> vfDeviceId = text("vfDeviceId");
    private final Slot<Long> supportedPageSizes = number("supportedPageSizes", 0, WORD);
    private final Slot<Long> systemPageSize = number("systemPageSize", 0, WORD);
    private final Slot<Boolean> ari = flag("ari");
    private final Slot<Boolean> aer = flag("aer");

    CapabilityJson(JsonInput in) {
        super(in);
    }

    @Override
    Pcie.Capability build() throws MalformedDocument {
        return new Pcie.Capability(
                initialVfs.required(),
                totalVfs.required(),
                numVfs.required(),
                vfEnabled.required(),
                vfMemoryEnabled.required(),
                ariHierarchy.required(),
                dependencyLink.required(),
                offset.required(),
                stride.required(),
                vfDeviceId.required(),
                supportedPageSizes.required(),
                systemPageSize.required(),
                ari.required(),
                aer.required());
    }

    static void write(JsonOutput out, Pcie.Capability capability) {
        out.number("initialVfs", capability.initialVfs());
        out.number("totalVfs", capability.totalVfs());
        out.number("numVfs", capability.numVfs());
        out.flag("vfEnabled", capability.vfEnabled());
        out.flag("vfMemoryEnabled", capability.vfMemoryEnabled());
        out.flag("ariHierarchy", capability.ariHierarchy());
        out.number("functionDependencyLink", capability.functionDependencyLink());
        out.number("offset", capability.offset());
        out.number("stride", capability.stride());
        out.text("vfDeviceId", capability.vfDeviceId());
        out.number("supportedPageSizes", capability.supportedPageSizes());
        out.number("systemPageSize", capability.systemPageSize());
        out.flag("ari", capability.ari());
        out.flag("aer", capability.aer());
    }
}
