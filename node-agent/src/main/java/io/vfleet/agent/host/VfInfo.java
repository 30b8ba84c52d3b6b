package io.vfleet.agent.host;

import io.vfleet.domain.inventory.VfAdmin;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/// The VFs in an `RTM_NEWLINK` message (include/uapi/linux/if_link.h); touches no socket.
final class VfInfo {

    private static final int HEADERS = 32; // nlmsghdr and ifinfomsg, 16 bytes each
    private static final int ARPHRD_INFINIBAND = 32;

    private static final int IFLA_VFINFO_LIST = 22;
    private static final int IFLA_VF_INFO = 1;
    private static final int IFLA_VF_MAC = 1;
    private static final int IFLA_VF_VLAN = 2;
    private static final int IFLA_VF_TX_RATE = 3;
    private static final int IFLA_VF_SPOOFCHK = 4;
    private static final int IFLA_VF_LINK_STATE = 5;
    private static final int IFLA_VF_RATE = 6;
    private static final int IFLA_VF_RSS_QUERY_EN = 7;
    private static final int IFLA_VF_TRUST = 9;
    private static final int IFLA_VF_IB_NODE_GUID = 10;
    private static final int IFLA_VF_IB_PORT_GUID = 11;
    private static final int IFLA_VF_VLAN_LIST = 12;
    private static final int ETH_P_8021Q = 0x8100;
    private static final int ETH_P_8021AD = 0x88a8;

    private final int macLength;
    private OptionalInt index = OptionalInt.empty();
    private Optional<String> mac = Optional.empty();
    private OptionalInt vlan = OptionalInt.empty();
    private OptionalInt qos = OptionalInt.empty();
    private Optional<Boolean> spoofchk = Optional.empty();
    private Optional<Boolean> trust = Optional.empty();
    private Optional<String> linkState = Optional.empty();
    private OptionalInt minTxRate = OptionalInt.empty();
    private OptionalInt maxTxRate = OptionalInt.empty();
    private Optional<String> vlanProtocol = Optional.empty();
    private Optional<Boolean> rssQuery = Optional.empty();
    private Optional<String> nodeGuid = Optional.empty();
    private Optional<String> portGuid = Optional.empty();

    private VfInfo(int macLength) {
        this.macLength = macLength;
    }

    /// The state by VF index; a message cut short gives the VFs that are whole.
    static SortedMap<Integer, VfState> parse(byte[] message) {
        SortedMap<Integer, VfState> vfs = new TreeMap<>();
        if (message.length < HEADERS) {
            return vfs;
        }
        ByteBuffer buffer = ByteBuffer.wrap(message).order(ByteOrder.nativeOrder());
        int macLength = buffer.getShort(18) == ARPHRD_INFINIBAND ? 20 : 6;
        NetlinkAttributes.each(
                buffer.slice(HEADERS, message.length - HEADERS),
                (type, list) -> {
                    if (type == IFLA_VFINFO_LIST) {
                        NetlinkAttributes.each(list, (kind, vf) -> addVf(vfs, kind, vf, macLength));
                    }
                });
        return vfs;
    }

    private static void addVf(
            SortedMap<Integer, VfState> vfs, int kind, ByteBuffer attributes, int macLength) {
        if (kind != IFLA_VF_INFO) {
            return;
        }
        VfInfo info = new VfInfo(macLength);
        NetlinkAttributes.each(attributes, info::take);
        info.index.ifPresent(index -> vfs.put(index, info.state()));
    }

    private void take(int type, ByteBuffer value) {
        if (type == IFLA_VF_VLAN_LIST) {
            NetlinkAttributes.each(value, (_, entry) -> takeTaggedVlan(entry));
            return;
        }
        if (value.limit() < 8) {
            return;
        }
        switch (type) {
            case IFLA_VF_MAC -> takeMac(value);
            case IFLA_VF_VLAN -> takeVlan(value);
            case IFLA_VF_TX_RATE ->
                    maxTxRate = maxTxRate.isPresent() ? maxTxRate : number(value, 4);
            case IFLA_VF_RATE -> takeRates(value);
            case IFLA_VF_SPOOFCHK -> spoofchk = flag(value);
            case IFLA_VF_TRUST -> trust = flag(value);
            case IFLA_VF_RSS_QUERY_EN -> rssQuery = flag(value);
            case IFLA_VF_LINK_STATE -> linkState = linkState(value.getInt(4));
            case IFLA_VF_IB_NODE_GUID -> nodeGuid = guid(value);
            case IFLA_VF_IB_PORT_GUID -> portGuid = guid(value);
            default -> {} // newer kernels may say more
        }
    }

    private void takeMac(ByteBuffer value) {
        index = number(value, 0);
        if (value.limit() < 4 + macLength) {
            return;
        }
        byte[] address = new byte[macLength];
        value.get(4, address);
        mac = Optional.of(HexFormat.ofDelimiter(":").formatHex(address));
    }

    private void takeVlan(ByteBuffer value) {
        if (value.limit() >= 12) {
            vlan = number(value, 4);
            qos = number(value, 8);
        }
    }

    private void takeTaggedVlan(ByteBuffer value) {
        takeVlan(value);
        boolean tagged = vlan.isPresent() && vlan.getAsInt() > 0;
        if (tagged && value.limit() >= 14) {
            vlanProtocol = Optional.of(protocol(value));
        }
    }

    // in the order of the network, unlike all else here (struct ifla_vf_vlan_info)
    private static String protocol(ByteBuffer value) {
        int protocol = (value.get(12) & 0xff) << 8 | value.get(13) & 0xff;
        return switch (protocol) {
            case ETH_P_8021Q -> "802.1Q";
            case ETH_P_8021AD -> "802.1ad";
            default -> "0x%04x".formatted(protocol);
        };
    }

    // a number of 64 bits, aligned as such (struct ifla_vf_guid)
    private static Optional<String> guid(ByteBuffer value) {
        if (value.limit() < 16) {
            return Optional.empty();
        }
        String digits = HexFormat.of().toHexDigits(value.getLong(8));
        return Optional.of(
                String.join(
                        ":",
                        digits.substring(0, 4),
                        digits.substring(4, 8),
                        digits.substring(8, 12),
                        digits.substring(12)));
    }

    private void takeRates(ByteBuffer value) {
        if (value.limit() >= 12) {
            minTxRate = number(value, 4);
            maxTxRate = number(value, 8);
        }
    }

    // a driver that does not support a switch answers -1, which is not "off" (rtnl_fill_vfinfo)
    private static Optional<Boolean> flag(ByteBuffer value) {
        int setting = value.getInt(4);
        return setting == -1 ? Optional.empty() : Optional.of(setting != 0);
    }

    private static Optional<String> linkState(int state) {
        return switch (state) {
            case 0 -> Optional.of("auto");
            case 1 -> Optional.of("enable");
            case 2 -> Optional.of("disable");
            default -> Optional.empty();
        };
    }

    // none of them ever reaches the sign
    private static OptionalInt number(ByteBuffer value, int offset) {
        int number = value.getInt(offset);
        return number < 0 ? OptionalInt.empty() : OptionalInt.of(number);
    }

    private VfState state() {
        return new VfState(
                new VfAdmin(
                        mac,
                        vlan,
                        qos,
                        spoofchk,
                        trust,
                        linkState,
                        minTxRate,
                        maxTxRate,
                        vlanProtocol,
                        nodeGuid,
                        portGuid),
                rssQuery);
    }
}
