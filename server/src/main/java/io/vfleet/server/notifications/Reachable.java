package io.vfleet.server.notifications;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

/// Which addresses may be sent to: those of the public internet by TLS, others only where the
/// server's configuration allows them.
///
/// It is asked about the very address that is connected to, so a name that is answered differently
/// a second time gains nothing. Of a name with several addresses each must be allowed.
final class Reachable {

    /// IANA's special-purpose registry, except what is reachable by everybody
    private static final Networks SPECIAL_4 =
            Networks.of(
                    List.of(
                            "0.0.0.0/8",
                            "10.0.0.0/8",
                            "100.64.0.0/10",
                            "127.0.0.0/8",
                            "169.254.0.0/16",
                            "172.16.0.0/12",
                            "192.0.0.0/24",
                            "192.0.2.0/24",
                            "192.88.99.0/24",
                            "192.168.0.0/16",
                            "198.18.0.0/15",
                            "198.51.100.0/24",
                            "203.0.113.0/24",
                            // multicast, reserved, broadcast
                            "224.0.0.0/3"));

    /// what is given out to the internet; all else is not
    private static final Networks GLOBAL_6 = Networks.of(List.of("2000::/3"));

    /// Teredo and others, documentation, 6to4: an IPv4 address hides in some
    private static final Networks SPECIAL_6 =
            Networks.of(List.of("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"));

    private final Networks allowed;

    Reachable(Networks allowed) {
        this.allowed = allowed;
    }

    /// The addresses of a host, all of which may be sent to.
    List<InetAddress> of(String host, boolean secure) throws IOException {
        List<InetAddress> addresses = List.of(InetAddress.getAllByName(host));
        for (InetAddress address : addresses) {
            require(address, secure);
        }
        return addresses;
    }

    private void require(InetAddress address, boolean secure) throws IOException {
        if (allowed.contain(address)) {
            return;
        }
        if (!isPublic(address)) {
            throw new IOException(
                    address.getHostAddress()
                            + " is no public address, and vfleet.notifications.allowed does not"
                            + " name it");
        }
        if (!secure) {
            throw new IOException("only addresses in vfleet.notifications.allowed get plain http");
        }
    }

    /// IPv4 addresses inside of IPv6 ones arrive here as what they are: Java unwraps them.
    static boolean isPublic(InetAddress address) {
        return switch (address) {
            case Inet4Address four -> !SPECIAL_4.contain(four);
            case Inet6Address six -> GLOBAL_6.contain(six) && !SPECIAL_6.contain(six);
            default -> false;
        };
    }
}
