package io.vfleet.agent.operate;

import io.vfleet.agent.host.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// Addresses as the kernel would route to them now: connecting a UDP socket asks the routing tables
/// and sends nothing (connect(2)).
///
/// @param asking asks the server anything, and says whether it answered
public record RoutedServer(String host, int port, BooleanSupplier asking) implements ServerRoute {

    @Override
    public boolean answers() {
        return asking.getAsBoolean();
    }

    @Override
    public Reading<Set<InetAddress>> localAddresses() {
        Set<InetAddress> local = new HashSet<>();
        try {
            for (InetAddress server : InetAddress.getAllByName(host)) {
                source(server, local);
            }
        } catch (IOException | UncheckedIOException e) {
            return new Reading.Failed<>(e.toString());
        }
        return local.isEmpty()
                ? new Reading.Failed<>("no route to " + host)
                : new Reading.Value<>(local);
    }

    // a name may have addresses this machine has no route to (IPv6): those carry no session
    private void source(InetAddress server, Set<InetAddress> local) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(server, port));
            local.add(socket.getLocalAddress());
        } catch (UncheckedIOException unroutable) {
            // none to add
        }
    }
}
