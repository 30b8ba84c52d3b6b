package io.vfleet.agent.host;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// What sysfs does not tell of an interface: the address its card came with, whatever is in use,
/// and its other names (`ip link show`).
public record LinkNames(Optional<String> permanentMac, List<String> altNames) {

    private static final int MOST_NAMES = 32;

    private static final int RTM_GETLINK = 18;
    private static final int IFINFOMSG = 16;
    private static final int IFLA_EXT_MASK = 29;
    private static final int RTEXT_FILTER_SKIP_STATS = 1 << 3;
    private static final int IFLA_PROP_LIST = 52;
    private static final int IFLA_ALT_IFNAME = 53;
    private static final int IFLA_PERM_ADDRESS = 54;

    public LinkNames {
        altNames = altNames.stream().sorted().limit(MOST_NAMES).toList();
    }

    /// Asks for one interface, without its VFs.
    static byte[] request(int ifindex) {
        ByteBuffer request =
                Netlink.request(RTM_GETLINK, Netlink.HEADER + IFINFOMSG + 8)
                        .putInt(0)
                        .putInt(ifindex)
                        .putInt(0)
                        .putInt(0)
                        .putShort((short) 8)
                        .putShort((short) IFLA_EXT_MASK)
                        .putInt(RTEXT_FILTER_SKIP_STATS);
        return Netlink.closed(request);
    }

    static LinkNames parse(byte[] message) {
        List<String> names = new ArrayList<>();
        List<String> macs = new ArrayList<>();
        NetlinkAttributes.each(
                message,
                Netlink.HEADER + IFINFOMSG,
                (type, value) -> {
                    switch (type) {
                        case IFLA_PERM_ADDRESS -> mac(value).ifPresent(macs::add);
                        case IFLA_PROP_LIST ->
                                NetlinkAttributes.each(
                                        value, (kind, name) -> add(kind, name, names));
                        default -> {} // sysfs says it, or nobody asked
                    }
                });
        return new LinkNames(macs.stream().findFirst(), names);
    }

    private static void add(int kind, ByteBuffer name, List<String> names) {
        if (kind == IFLA_ALT_IFNAME) {
            names.add(NetlinkAttributes.text(name));
        }
    }

    private static Optional<String> mac(ByteBuffer value) {
        byte[] address = new byte[value.limit()];
        value.order(ByteOrder.nativeOrder()).get(0, address);
        String mac = HexFormat.ofDelimiter(":").formatHex(address);
        return mac.matches("[0:]*") ? Optional.empty() : Optional.of(mac);
    }
}
