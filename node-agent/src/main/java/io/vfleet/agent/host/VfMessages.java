package io.vfleet.agent.host;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/// `ip link set PF vf N …` as one message: `RTM_SETLINK` with `IFLA_VFINFO_LIST`
/// (include/uapi/linux/if_link.h); touches no socket.
final class VfMessages {

    private static final int RTM_SETLINK = 19;
    private static final int NLM_F_ACK = 4;
    private static final int FLAGS = 6;
    private static final int LIMIT = 256;
    private static final int IFLA_VFINFO_LIST = 22;
    private static final int IFLA_VF_INFO = 1;
    private static final int MAX_ADDR_LEN = 32;

    private VfMessages() {}

    /// Whether this is set over rtnetlink.
    static boolean carries(VfSetting setting) {
        return switch (setting) {
            case VfSetting.Mac _,
                    VfSetting.Vlan _,
                    VfSetting.Spoofcheck _,
                    VfSetting.Trust _,
                    VfSetting.LinkState _,
                    VfSetting.Rate _,
                    VfSetting.RssQuery _,
                    VfSetting.NodeGuid _,
                    VfSetting.PortGuid _ ->
                    true;
            case VfSetting.DriverOverride _,
                    VfSetting.Bound _,
                    VfSetting.Unbound _,
                    VfSetting.Mtu _,
                    VfSetting.Interrupts _ ->
                    false;
        };
    }

    static byte[] request(int ifindex, VfChange change) {
        ByteBuffer message = Netlink.request(RTM_SETLINK, LIMIT);
        message.putShort(FLAGS, (short) (Netlink.REQUEST | NLM_F_ACK));
        message.putInt(0).putInt(ifindex).putInt(0).putInt(0);
        int list = open(message, IFLA_VFINFO_LIST);
        int info = open(message, IFLA_VF_INFO);
        put(message, change.vf(), change.setting());
        close(message, info);
        close(message, list);
        return Netlink.closed(message);
    }

    private static void put(ByteBuffer message, int vf, VfSetting setting) {
        switch (setting) {
            case VfSetting.Mac(var address) -> {
                byte[] bytes = HexFormat.ofDelimiter(":").parseHex(address);
                int start = start(message, 1, vf);
                message.put(bytes).put(new byte[MAX_ADDR_LEN - bytes.length]);
                close(message, start);
            }
            case VfSetting.Vlan vlan -> putVlan(message, vf, vlan);
            case VfSetting.Spoofcheck(var on) -> numbers(message, 4, vf, on ? 1 : 0);
            case VfSetting.LinkState(var state) -> numbers(message, 5, vf, linkState(state));
            case VfSetting.Rate(var min, var max) -> numbers(message, 6, vf, min, max);
            case VfSetting.RssQuery(var allowed) -> numbers(message, 7, vf, allowed ? 1 : 0);
            case VfSetting.Trust(var on) -> numbers(message, 9, vf, on ? 1 : 0);
            case VfSetting.NodeGuid(var guid) -> putGuid(message, 10, vf, guid);
            case VfSetting.PortGuid(var guid) -> putGuid(message, 11, vf, guid);
            case VfSetting.DriverOverride _,
                    VfSetting.Bound _,
                    VfSetting.Unbound _,
                    VfSetting.Mtu _,
                    VfSetting.Interrupts _ ->
                    throw new IllegalArgumentException(setting.text() + " is set elsewhere");
        }
    }

    // the older attribute knows one protocol only, the newer one is not known to all drivers
    private static void putVlan(ByteBuffer message, int vf, VfSetting.Vlan vlan) {
        if (vlan.protocol().equals("802.1Q")) {
            numbers(message, 2, vf, vlan.id(), vlan.qos());
            return;
        }
        int list = open(message, 12);
        int info = start(message, 1, vf);
        message.putInt(vlan.id()).putInt(vlan.qos());
        message.order(ByteOrder.BIG_ENDIAN).putShort((short) 0x88a8);
        message.order(ByteOrder.nativeOrder()).putShort((short) 0);
        close(message, info);
        close(message, list);
    }

    // a 64-bit number is aligned, so four bytes are left out behind the VF's
    private static void putGuid(ByteBuffer message, int type, int vf, String guid) {
        int start = start(message, type, vf);
        message.putInt(0).putLong(Long.parseUnsignedLong(guid.replace(":", ""), 16));
        close(message, start);
    }

    private static void numbers(ByteBuffer message, int type, int vf, int... numbers) {
        int start = start(message, type, vf);
        for (int number : numbers) {
            message.putInt(number);
        }
        close(message, start);
    }

    private static int linkState(String state) {
        return switch (state) {
            case "enable" -> 1;
            case "disable" -> 2;
            default -> 0;
        };
    }

    private static int start(ByteBuffer message, int type, int vf) {
        int start = open(message, type);
        message.putInt(vf);
        return start;
    }

    private static int open(ByteBuffer message, int type) {
        int start = message.position();
        message.putShort((short) 0).putShort((short) type);
        return start;
    }

    private static void close(ByteBuffer message, int start) {
        message.putShort(start, (short) (message.position() - start));
    }
}
