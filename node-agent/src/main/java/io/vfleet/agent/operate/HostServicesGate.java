package io.vfleet.agent.operate;

import io.vfleet.agent.sight.Sight;
import io.vfleet.agent.sight.Unknowable;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whether anybody talks TCP through an address of the PF, its VFs or what stands on them: kubelet,
/// etcd, a login.
final class HostServicesGate implements Gate {

    private static final int SHOWN = 5;

    @Override
    public String id() {
        return "G5";
    }

    @Override
    public String clear() {
        return "no service of the host uses an address of this PF";
    }

    @Override
    public Optional<String> objection(Subject subject) throws Unknowable {
        Set<InetAddress> own = addresses(subject);
        if (own.isEmpty()) {
            return Optional.empty();
        }
        List<TcpTable.Socket> busy =
                TcpTable.read(subject.sight()).stream()
                        .filter(socket -> own.contains(socket.address()))
                        .toList();
        return busy.isEmpty() ? Optional.empty() : Optional.of(named(busy));
    }

    private static Set<InetAddress> addresses(Subject subject) throws Unknowable {
        Sight sight = subject.sight();
        Set<InetAddress> own = new HashSet<>();
        for (String netdev : sight.withUppers(subject.pf().allNetdevs(sight))) {
            own.addAll(sight.addresses(netdev));
        }
        own.removeIf(InetAddress::isLoopbackAddress);
        return own;
    }

    private static String named(List<TcpTable.Socket> busy) {
        String shown =
                String.join(
                        ", ",
                        busy.stream()
                                .map(TcpTable.Socket::toString)
                                .distinct()
                                .limit(SHOWN)
                                .toList());
        return "%d TCP sockets use an address of this PF: %s".formatted(busy.size(), shown);
    }
}
