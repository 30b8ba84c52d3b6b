package io.vfleet.server.notifications;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// Ranges of addresses, as `10.0.0.0/8` and `fc00::/7`.
record Networks(List<Range> ranges) {

    Networks {
        ranges = List.copyOf(ranges);
    }

    /// @param bits how many of the address's first bits count
    record Range(InetAddress address, int bits) {

        static Range parse(String text) {
            String[] parts = text.split("/", 2);
            if (!parts[0].matches("[0-9a-fA-F.:]+")) {
                throw new IllegalArgumentException("'" + text + "' is no network like 10.1.0.0/16");
            }
            try {
                InetAddress address = InetAddress.getByName(parts[0]);
                int all = address.getAddress().length * 8;
                int bits = parts.length == 1 ? all : Integer.parseInt(parts[1]);
                if (bits < 0 || bits > all) {
                    throw new IllegalArgumentException("'" + text + "' has too many bits");
                }
                return new Range(address, bits);
            } catch (UnknownHostException | NumberFormatException e) {
                throw new IllegalArgumentException(
                        "'" + text + "' is no network like 10.1.0.0/16", e);
            }
        }

        boolean contains(InetAddress other) {
            byte[] mine = address.getAddress();
            byte[] its = other.getAddress();
            if (mine.length != its.length) {
                return false;
            }
            int whole = bits / 8;
            int rest = bits % 8;
            for (int i = 0; i < whole; i++) {
                if (mine[i] != its[i]) {
                    return false;
                }
            }
            int mask = 0xff << (8 - rest) & 0xff;
            return rest == 0 || (mine[whole] & mask) == (its[whole] & mask);
        }
    }

    static Networks of(List<String> texts) {
        return new Networks(texts.stream().map(String::strip).map(Range::parse).toList());
    }

    boolean contain(InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }
}
