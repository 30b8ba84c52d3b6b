package io.vfleet.domain.wire;

import io.vfleet.domain.inventory.RdmaDevice;
import java.util.List;

/// [RdmaDevice] as JSON.
final class RdmaDeviceJson extends JsonFields<RdmaDevice> {

    private final Slot<String> name = text("name");
    private final Slot<String> parentNetdev = text("parentNetdev");
    private final Slot<String> nodeGuid = text("nodeGuid");
    private final Slot<String> firmware = text("firmware");
    private final Slot<String> boardId = text("boardId");
    private final Slot<List<String>> verbs = texts("verbs", 256);
    private final Slot<List<RdmaDevice.Port>> ports = objects("ports", 256, PortJson::new);
    private final Slot<String> systemGuid = text("systemGuid");

    RdmaDeviceJson(JsonInput in) {
        super(in);
    }

    @Override
    RdmaDevice build() throws MalformedDocument {
        return new RdmaDevice(
                name.required(),
                parentNetdev.optional(),
                nodeGuid.optional(),
                firmware.optional(),
                boardId.optional(),
                verbs.or(List.of()),
                ports.or(List.of()),
                systemGuid.optional());
    }

    static void write(JsonOutput out, RdmaDevice device) {
        out.text("name", device.name());
        out.text("parentNetdev", device.parentNetdev());
        out.text("nodeGuid", device.nodeGuid());
        out.text("firmware", device.firmware());
        out.text("boardId", device.boardId());
        out.someTexts("verbs", device.verbs());
        out.objects("ports", device.ports(), PortJson::write);
        out.text("systemGuid", device.systemGuid());
    }
}
