package io.vfleet.agent.operate;

import io.vfleet.agent.sight.Sight;
import io.vfleet.agent.sight.Unknowable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The host's TCP sockets, out of `/proc/net/tcp` and `/proc/net/tcp6`.
final class TcpTable {

    // include/net/tcp_states.h
    private static final String ESTABLISHED = "01";
    private static final String LISTENING = "0A";
    private static final Pattern LOCAL =
            Pattern.compile("(\\p{XDigit}{8}|\\p{XDigit}{32}):(\\p{XDigit}{4})");

    private TcpTable() {}

    /// The sockets that listen or talk, all others are on their way out.
    static List<Socket> read(Sight sight) throws Unknowable {
        List<Socket> sockets = new ArrayList<>();
        for (String path : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            List<String> lines = sight.table(path);
            for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
                add(line.strip().split("\\s+"), sockets);
            }
        }
        return sockets;
    }

    // net/ipv4/tcp_ipv4.c, get_tcp4_sock: sl local rem st, addresses in words of the host's order
    private static void add(String[] columns, List<Socket> sockets) throws Unknowable {
        Matcher local = LOCAL.matcher(columns.length < 4 ? "" : columns[1]);
        if (!local.matches()) {
            throw new Unknowable("a line of the TCP table is not understood");
        }
        String state = columns[3];
        if (state.equals(ESTABLISHED) || state.equals(LISTENING)) {
            sockets.add(
                    new Socket(
                            address(local.group(1)),
                            Integer.parseInt(local.group(2), 16),
                            state.equals(LISTENING)));
        }
    }

    private static InetAddress address(String words) throws Unknowable {
        byte[] bytes = HexFormat.of().parseHex(words);
        for (int word = 0; word < bytes.length; word += 4) {
            swap(bytes, word, word + 3);
            swap(bytes, word + 1, word + 2);
        }
        try {
            // an IPv4 address inside an IPv6 one becomes IPv4 (RFC 4291 §2.5.5.2)
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new Unknowable("an address of the TCP table is not understood: " + words);
        }
    }

    private static void swap(byte[] bytes, int one, int other) {
        byte kept = bytes[one];
        bytes[one] = bytes[other];
        bytes[other] = kept;
    }

    /// A socket's own end.
    record Socket(InetAddress address, int port, boolean listening) {

        @Override
        public String toString() {
            return address.getHostAddress() + ":" + port;
        }
    }
}
