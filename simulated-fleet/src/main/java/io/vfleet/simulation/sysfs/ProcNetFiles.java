package io.vfleet.simulation.sysfs;

import io.vfleet.simulation.kernel.Kernel;
import io.vfleet.simulation.kernel.Management;
import io.vfleet.simulation.kernel.Netdev;

/// `/proc/net`: the way out and who listens.
final class ProcNetFiles {

    private static final String GATEWAY = Management.hex(new byte[] {10, 0, 0, 1});

    // net/ipv6/route.c, rt6_info_route; net/ipv4/tcp_ipv4.c, get_tcp4_sock: sshd
    static final FileTable<Kernel> TABLE =
            new FileTable<Kernel>()
                    .text("route", ProcNetFiles::routes)
                    .text(
                            "ipv6_route",
                            _ ->
                                    "0".repeat(31)
                                            + "1 80 "
                                            + "0".repeat(32)
                                            + " 00 "
                                            + "0".repeat(32)
                                            + " 00000000 00000002 00000000 80200001       lo\n")
                    .text("tcp", ProcNetFiles::sockets)
                    .text("tcp6", _ -> "  sl  local_address remote_address st\n");

    private ProcNetFiles() {}

    // net/ipv4/fib_trie.c, fib_route_seq_show
    private static String routes(Kernel kernel) {
        String head =
                "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n";
        return head
                + Management.netdev(kernel)
                        .map(Netdev::name)
                        .map(name ->
                                name
                                        + "\t00000000\t"
                                        + GATEWAY
                                        + "\t0003\t0\t0\t100\t00000000\t0\t0\t0\n"
                                        + name
                                        + "\t0000000A\t00000000\t0001\t0\t0\t100\t000000FF\t0\t0\t0\n")
                        .orElse("");
    }

    private static String sockets(Kernel kernel) {
        return """
          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: %s:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 20134
        """
                .formatted(Management.hex(Management.address(kernel)));
    }
}
