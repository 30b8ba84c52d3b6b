package io.vfleet.domain.wire;

import static io.vfleet.domain.wire.Slot.optionalInt;

import io.vfleet.domain.inventory.Netdev;
import java.util.List;

/// [Netdev] as JSON.
final class NetdevJson extends JsonFields<Netdev> {

    private final Slot<String> name = text("name");
    private final Slot<String> mac = text("mac");
    private final Slot<String> permanentMac = text("permanentMac");
    private final Slot<Integer> mtu = integer("mtu");
    private final Slot<String> operState = text("operState");
    private final Slot<Integer> speedMbps = integer("speedMbps");
    private final Slot<String> master = text("master");
    private final Slot<List<String>> altNames = texts("altNames", 64);
    private final Slot<String> portName = text("portName");
    private final Slot<String> switchId = text("switchId");
    private final Slot<Boolean> defaultRoute = flag("defaultRoute");

    NetdevJson(JsonInput in) {
        super(in);
    }

    @Override
    Netdev build() throws MalformedDocument {
        return new Netdev(
                name.required(),
                mac.optional(),
                permanentMac.optional(),
                optionalInt(mtu),
                operState.optional(),
                optionalInt(speedMbps),
                master.optional(),
                new Netdev.Port(
                        altNames.or(List.of()),
                        portName.optional(),
                        switchId.optional(),
                        defaultRoute.optional()));
    }

    static void write(JsonOutput out, Netdev netdev) {
        out.text("name", netdev.name());
        out.text("mac", netdev.mac());
        out.text("permanentMac", netdev.permanentMac());
        out.number("mtu", netdev.mtu());
        out.text("operState", netdev.operState());
        out.number("speedMbps", netdev.speedMbps());
        out.text("master", netdev.master());
        out.someTexts("altNames", netdev.port().altNames());
        out.text("portName", netdev.port().portName());
        out.text("switchId", netdev.port().switchId());
        out.flag("defaultRoute", netdev.port().defaultRoute());
    }
}
