package io.vfleet.simulation.kernel;

import java.util.HexFormat;
import java.util.Optional;

/// How people and the agent reach a host: by the first port of all.
public final class Management {

    private static final int NETWORK = 10 << 24 | 1 << 16;

    private Management() {}

    public static Optional<Netdev> netdev(Kernel kernel) {
        return kernel.cardPorts().stream().findFirst().flatMap(CardPort::netdev);
    }

    /// The IPv4 address, most significant byte first.
    public static byte[] address(Kernel kernel) {
        int address = NETWORK + (int) kernel.number() + 10;
        byte[] bytes = new byte[4];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (address >> 24 - 8 * i);
        }
        return bytes;
    }

    /// The address as procfs of a little-endian machine writes it.
    public static String hex(byte[] address) {
        byte[] turned = {address[3], address[2], address[1], address[0]};
        return HexFormat.of().withUpperCase().formatHex(turned);
    }
}
