package io.vfleet.agent.sight;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The netdevs that a default route leaves by.
public final class DefaultRoutes {

    // include/uapi/linux/route.h
    private static final int RTF_REJECT = 0x200;
    private static final String ANY_V4 = "00000000";
    private static final String ANY_V6 = "0".repeat(32);

    private DefaultRoutes() {}

    public static Set<String> netdevs(Sight sight) throws Unknowable {
        Set<String> netdevs = new TreeSet<>(defaultsV4(sight));
        netdevs.addAll(defaultsV6(sight));
        return netdevs;
    }

    // net/ipv4/fib_trie.c, fib_route_seq_show: Iface Destination Gateway Flags RefCnt Use Metric
    // Mask
    private static Set<String> defaultsV4(Sight sight) throws Unknowable {
        Set<String> netdevs = new TreeSet<>();
        List<String> lines = sight.table("/proc/net/route");
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            String[] columns = columns(line, 8);
            boolean any = columns[1].equals(ANY_V4) && columns[7].equals(ANY_V4);
            if (any && !rejected(columns[3])) {
                netdevs.add(columns[0]);
            }
        }
        return netdevs;
    }

    // net/ipv6/route.c, rt6_info_route: the destination and its length first, the device last
    private static Set<String> defaultsV6(Sight sight) throws Unknowable {
        Set<String> netdevs = new TreeSet<>();
        for (String line : sight.table("/proc/net/ipv6_route")) {
            String[] columns = columns(line, 10);
            boolean any = columns[0].equals(ANY_V6) && columns[1].equals("00");
            if (any && !rejected(columns[8])) {
                netdevs.add(columns[9]);
            }
        }
        return netdevs;
    }

    private static String[] columns(String line, int least) throws Unknowable {
        String[] columns = line.strip().split("\\s+");
        if (columns.length < least) {
            throw new Unknowable("a routing table's line is not understood: " + line);
        }
        return columns;
    }

    private static boolean rejected(String flags) throws Unknowable {
        try {
            return (Integer.parseUnsignedInt(flags, 16) & RTF_REJECT) != 0;
        } catch (NumberFormatException e) {
            throw new Unknowable("a route's flags are not understood: " + flags);
        }
    }
}
