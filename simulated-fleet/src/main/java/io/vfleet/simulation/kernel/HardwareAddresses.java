package io.vfleet.simulation.kernel;

import java.util.OptionalLong;

/// Gives every port and VF of a fleet an address of its own.
final class HardwareAddresses {

    // odd factors: the product modulo a power of two is different for every number
    private static final long SPREAD_24 = 0x9e3779L;
    private static final long SPREAD_40 = 0x9e3779b97fL;

    private HardwareAddresses() {}

    static long ofPort(long machine, int prefix, int port) {
        return (long) prefix << 24 | (machine * 32 + port) * SPREAD_24 & 0xffffffL;
    }

    // random on a real host, and marked as locally administered
    static long ofVf(long machine, CardPort port, int index) {
        long which = machine << 20 | port.mac() % 4096 << 8 | index;
        return 0x2aL << 40 | which * SPREAD_40 & 0xffffffffffL;
    }

    static OptionalLong of(PciFunction function) {
        return switch (function) {
            case CardPort port -> OptionalLong.of(port.mac());
            case Vf vf -> OptionalLong.of(vf.mac());
            case Bridge _, ChipsetFunction _ -> OptionalLong.empty();
        };
    }
}
