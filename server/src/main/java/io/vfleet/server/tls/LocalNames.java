package io.vfleet.server.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The names and addresses that other machines may know this one by, as `keytool` writes them:
/// `dns:localhost`, `ip:127.0.0.1`.
final class LocalNames {

    private static final Path HOSTNAME = Path.of("/proc/sys/kernel/hostname");
    private static final Pattern DNS =
            Pattern.compile("(?!-)[A-Za-z0-9-]{1,63}(\\.(?!-)[A-Za-z0-9-]{1,63})*");
    private static final Set<String> ALWAYS =
            Set.of("dns:localhost", "ip:127.0.0.1", "ip:0:0:0:0:0:0:0:1");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

    private LocalNames() {}

    /// All of this machine's, and the one it is told to listen on.
    static Set<String> with(String address) {
        Set<String> names = new TreeSet<>(ALWAYS);
        addName(names, hostname());
        addName(names, address);
        try {
            addAddress(names, InetAddress.getByName(address));
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .forEach(found -> addAddress(names, found));
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        } catch (IOException e) {
            throw new TlsUnusable("The address to listen on, " + address + ", is not known.", e);
        }
        return names;
    }

    private static void addName(Set<String> names, String name) {
        if (DNS.matcher(name).matches() && !ADDRESS.matcher(name).matches()) {
            names.add("dns:" + name.toLowerCase(Locale.ROOT));
        }
    }

    // a link-local address is of no use in a URL: it needs the other side's zone
    private static void addAddress(Set<String> names, InetAddress address) {
        if (address.isAnyLocalAddress() || address.isLinkLocalAddress()) {
            return;
        }
        String text = address.getHostAddress();
        names.add("ip:" + (address instanceof Inet6Address ? text.replaceAll("%.*", "") : text));
    }

    // not InetAddress.getLocalHost(), which may wait for a name server
    private static String hostname() {
        try {
            return Files.readString(HOSTNAME).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
