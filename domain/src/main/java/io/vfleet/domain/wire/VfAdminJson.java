package io.vfleet.domain.wire;

import static io.vfleet.domain.wire.Slot.optionalInt;

import io.vfleet.domain.inventory.VfAdmin;

/// [VfAdmin] as JSON.
final class VfAdminJson extends JsonFields<VfAdmin> {

    private final Slot<String> mac = text("mac");
    private final Slot<Integer> vlan = integer("vlan");
    private final Slot<Integer> qos = integer("qos");
    private final Slot<Boolean> spoofchk = flag("spoofchk");
    private final Slot<Boolean> trust = flag("trust");
    private final Slot<String> linkState = text("linkState");
    private final Slot<Integer> minTxRate = integer("minTxRate");
    private final Slot<Integer> maxTxRate = integer("maxTxRate");
    private final Slot<String> vlanProtocol = text("vlanProtocol");
    private final Slot<String> nodeGuid = text("nodeGuid");
    private final Slot<String> portGuid = text("portGuid");

    VfAdminJson(JsonInput in) {
        super(in);
    }

    @Override
    VfAdmin build() throws MalformedDocument {
        return new VfAdmin(
                mac.optional(),
                optionalInt(vlan),
                optionalInt(qos),
                spoofchk.optional(),
                trust.optional(),
                linkState.optional(),
                optionalInt(minTxRate),
                optionalInt(maxTxRate),
                vlanProtocol.optional(),
                nodeGuid.optional(),
                portGuid.optional());
    }

    static void write(JsonOutput out, VfAdmin admin) {
        out.text("mac", admin.mac());
        out.number("vlan", admin.vlan());
        out.number("qos", admin.qos());
        out.flag("spoofchk", admin.spoofchk());
        out.flag("trust", admin.trust());
        out.text("linkState", admin.linkState());
        out.number("minTxRate", admin.minTxRate());
        out.number("maxTxRate", admin.maxTxRate());
        out.text("vlanProtocol", admin.vlanProtocol());
        out.text("nodeGuid", admin.nodeGuid());
        out.text("portGuid", admin.portGuid());
    }
}
