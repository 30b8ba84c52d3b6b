package io.vfleet.domain.wire;

import io.vfleet.domain.inventory.Pcie;

/// [Pcie.VfBar] as JSON.
final class VfBarJson extends JsonFields<Pcie.VfBar> {

    private final Slot<Integer> index = integer("index", 0, 5);
    private final Slot<Long> bytes = number("bytes");
    private final Slot<Boolean> assigned = flag("assigned");
    private final Slot<Boolean> prefetchable = flag("prefetchable");

    VfBarJson(JsonInput in) {
        super(in);
    }

    @Override
    Pcie.VfBar build() throws MalformedDocument {
        return new Pcie.VfBar(
                index.required(), bytes.required(), assigned.required(), prefetchable.required());
    }

    static void write(JsonOutput out, Pcie.VfBar bar) {
        out.number("index", bar.index());
        out.number("bytes", bar.bytes());
        out.flag("assigned", bar.assigned());
        out.flag("prefetchable", bar.prefetchable());
    }
}
