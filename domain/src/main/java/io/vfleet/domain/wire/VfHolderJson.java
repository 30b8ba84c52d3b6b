package io.vfleet.domain.wire;

import static io.vfleet.domain.wire.Slot.optionalInt;

import io.vfleet.domain.inventory.VfHolder;

/// [VfHolder] as JSON.
final class VfHolderJson extends JsonFields<VfHolder> {

    private final Slot<String> kind = text("kind");
    private final Slot<String> name = text("name");
    private final Slot<Integer> pid = integer("pid");
    private final Slot<String> podUid = text("podUid");
    private final Slot<String> container = text("container");
    private final Slot<String> resource = text("resource");
    private final Slot<String> through = text("through");

    VfHolderJson(JsonInput in) {
        super(in);
    }

    @Override
    VfHolder build() throws MalformedDocument {
        return new VfHolder(
                kind.required(),
                name.required(),
                optionalInt(pid),
                podUid.optional(),
                container.optional(),
                resource.optional(),
                through.optional());
    }

    static void write(JsonOutput out, VfHolder holder) {
        out.text("kind", holder.kind());
        out.text("name", holder.name());
        out.number("pid", holder.pid());
        out.text("podUid", holder.podUid());
        out.text("container", holder.container());
        out.text("resource", holder.resource());
        out.text("through", holder.through());
    }
}
