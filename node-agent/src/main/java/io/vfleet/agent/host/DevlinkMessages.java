package io.vfleet.agent.host;

import io.vfleet.domain.inventory.Card;
import io.vfleet.domain.inventory.PciAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The few messages of devlink that are asked (include/uapi/linux/devlink.h); touches no socket.
final class DevlinkMessages {

    static final int ESWITCH_GET = 29;
    static final int PARAM_GET = 38;
    static final int INFO_GET = 51;
    static final int HEALTH_REPORTER_GET = 52;

    private static final int LIMIT = 256;
    private static final int MOST_VERSIONS = 64;
    private static final int HEADERS = Netlink.HEADER + 4;

    // include/uapi/linux/genetlink.h
    private static final int GENL_ID_CTRL = 16;
    private static final int CTRL_CMD_GETFAMILY = 3;
    private static final int CTRL_ATTR_FAMILY_ID = 1;
    private static final int CTRL_ATTR_FAMILY_NAME = 2;

    private static final int BUS_NAME = 1;
    private static final int DEV_NAME = 2;
    private static final int ESWITCH_MODE = 25;
    private static final int PARAM = 80;
    private static final int PARAM_NAME = 81;
    private static final int PARAM_TYPE = 83;
    private static final int PARAM_VALUES = 84;
    private static final int PARAM_VALUE = 85;
    private static final int PARAM_DATA = 86;
    private static final int PARAM_CMODE = 87;
    private static final int VERSION_FIXED = 100;
    private static final int VERSION_RUNNING = 101;
    private static final int VERSION_STORED = 102;
    private static final int VERSION_NAME = 103;
    private static final int VERSION_VALUE = 104;

    private static final int HEALTH_REPORTER = 114;
    private static final int HEALTH_REPORTER_NAME = 115;
    private static final int HEALTH_REPORTER_STATE = 116;

    // the kernel's numbers for types of attributes (include/net/netlink.h)
    private static final int NLA_STRING = 5;
    private static final int NLA_FLAG = 6;

    private DevlinkMessages() {}

    /// Asks which number the family has; the kernel deals them out as modules come.
    static byte[] familyRequest() {
        ByteBuffer request = Netlink.request(GENL_ID_CTRL, LIMIT);
        request.putInt(CTRL_CMD_GETFAMILY);
        NetlinkAttributes.put(request, CTRL_ATTR_FAMILY_NAME, "devlink");
        return Netlink.closed(request);
    }

    static OptionalInt family(byte[] message) {
        return number(found(message).get(CTRL_ATTR_FAMILY_ID));
    }

    static byte[] request(int family, int command, PciAddress pf) {
        return Netlink.closed(start(family, command, pf));
    }

    static byte[] parameterRequest(int family, PciAddress pf, String name) {
        ByteBuffer request = start(family, PARAM_GET, pf);
        NetlinkAttributes.put(request, PARAM_NAME, name);
        return Netlink.closed(request);
    }

    private static ByteBuffer start(int family, int command, PciAddress pf) {
        ByteBuffer request = Netlink.request(family, LIMIT);
        request.put((byte) command).put((byte) 1).putShort((short) 0);
        NetlinkAttributes.put(request, BUS_NAME, "pci");
        NetlinkAttributes.put(request, DEV_NAME, pf.toString());
        return request;
    }

    static Optional<String> eswitchMode(byte[] message) {
        return switch (number(found(message).get(ESWITCH_MODE)).orElse(-1)) {
            case 0 -> Optional.of("legacy");
            case 1 -> Optional.of("switchdev");
            default -> Optional.empty();
        };
    }

    /// The reporter that a message tells of, where it is one of this PF's.
    static Optional<HealthReporter> healthReporter(byte[] message, PciAddress pf) {
        Map<Integer, ByteBuffer> told = found(message);
        ByteBuffer device = told.get(DEV_NAME);
        ByteBuffer nest = told.get(HEALTH_REPORTER);
        if (device == null
                || nest == null
                || !NetlinkAttributes.text(device).equals(pf.toString())) {
            return Optional.empty();
        }
        Map<Integer, ByteBuffer> reporter = found(nest);
        ByteBuffer name = reporter.get(HEALTH_REPORTER_NAME);
        return Optional.of(
                new HealthReporter(
                        name == null ? "?" : NetlinkAttributes.text(name),
                        switch (number(reporter.get(HEALTH_REPORTER_STATE)).orElse(-1)) {
                            case 0 -> Optional.of(true);
                            case 1 -> Optional.of(false);
                            default -> Optional.empty();
                        }));
    }

    static List<Card.Version> versions(byte[] message) {
        Map<String, Map<Integer, String>> byName = new TreeMap<>();
        NetlinkAttributes.each(
                message,
                HEADERS,
                (type, value) -> {
                    if (type >= VERSION_FIXED && type <= VERSION_STORED) {
                        addVersion(byName, type, found(value));
                    }
                });
        return byName.entrySet().stream()
                .limit(MOST_VERSIONS)
                .map(DevlinkMessages::version)
                .toList();
    }

    private static void addVersion(
            Map<String, Map<Integer, String>> byName, int kind, Map<Integer, ByteBuffer> version) {
        ByteBuffer name = version.get(VERSION_NAME);
        ByteBuffer value = version.get(VERSION_VALUE);
        if (name != null && value != null) {
            byName.computeIfAbsent(NetlinkAttributes.text(name), _ -> new HashMap<>())
                    .put(kind, NetlinkAttributes.text(value));
        }
    }

    private static Card.Version version(Map.Entry<String, Map<Integer, String>> entry) {
        Map<Integer, String> values = entry.getValue();
        return new Card.Version(
                entry.getKey(),
                Optional.ofNullable(values.get(VERSION_RUNNING)),
                Optional.ofNullable(values.get(VERSION_STORED)),
                Optional.ofNullable(values.get(VERSION_FIXED)));
    }

    static Optional<Card.Parameter> parameter(byte[] message) {
        ByteBuffer nest = found(message).get(PARAM);
        if (nest == null) {
            return Optional.empty();
        }
        Map<Integer, ByteBuffer> parameter = found(nest);
        ByteBuffer name = parameter.get(PARAM_NAME);
        ByteBuffer values = parameter.get(PARAM_VALUES);
        if (name == null || values == null) {
            return Optional.empty();
        }
        int type = number(parameter.get(PARAM_TYPE)).orElse(0);
        Map<Integer, String> byMode = new HashMap<>();
        NetlinkAttributes.each(
                values,
                (kind, value) -> {
                    if (kind == PARAM_VALUE) {
                        addValue(byMode, type, found(value));
                    }
                });
        return Optional.of(
                new Card.Parameter(
                        NetlinkAttributes.text(name),
                        Optional.ofNullable(byMode.get(0)),
                        Optional.ofNullable(byMode.get(1)),
                        Optional.ofNullable(byMode.get(2))));
    }

    private static void addValue(
            Map<Integer, String> byMode, int type, Map<Integer, ByteBuffer> value) {
        ByteBuffer data = value.get(PARAM_DATA);
        number(value.get(PARAM_CMODE))
                .ifPresent(mode -> text(type, data).ifPresent(text -> byMode.put(mode, text)));
    }

    // a flag is said by being there
    private static Optional<String> text(int type, @Nullable ByteBuffer data) {
        if (type == NLA_FLAG) {
            return Optional.of(Boolean.toString(data != null));
        }
        if (data == null) {
            return Optional.empty();
        }
        return type == NLA_STRING
                ? Optional.of(NetlinkAttributes.text(data))
                : number(data).stream().mapToObj(Integer::toUnsignedString).findFirst();
    }

    private static OptionalInt number(@Nullable ByteBuffer value) {
        if (value == null) {
            return OptionalInt.empty();
        }
        ByteBuffer number = value.order(ByteOrder.nativeOrder());
        return switch (number.limit()) {
            case 1 -> OptionalInt.of(Byte.toUnsignedInt(number.get(0)));
            case 2 -> OptionalInt.of(Short.toUnsignedInt(number.getShort(0)));
            case 4 -> OptionalInt.of(number.getInt(0));
            default -> OptionalInt.empty();
        };
    }

    private static Map<Integer, ByteBuffer> found(byte[] message) {
        Map<Integer, ByteBuffer> found = new HashMap<>();
        NetlinkAttributes.each(message, HEADERS, found::putIfAbsent);
        return found;
    }

    private static Map<Integer, ByteBuffer> found(ByteBuffer nest) {
        Map<Integer, ByteBuffer> found = new HashMap<>();
        NetlinkAttributes.each(nest, found::putIfAbsent);
        return found;
    }
}
