package io.vfleet.simulation.kernel;

import java.util.HexFormat;

/// A network interface.
public final class Netdev {

    private final String name;
    private final int index;
    private final long mac;
    private final PciFunction function;
    private int mtu = 1500;
    private boolean up;
    private boolean carrier;
    private int carrierChanges;

    Netdev(String name, int index, long mac, PciFunction function) {
        this.name = name;
        this.index = index;
        this.mac = mac;
        this.function = function;
    }

    /// An address as the kernel writes it: `b8:3f:d2:00:00:01`.
    public static String text(long mac) {
        byte[] bytes = new byte[6];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (mac >> 40 - 8 * i);
        }
        return HexFormat.ofDelimiter(":").formatHex(bytes);
    }

    static long number(String text) {
        return Long.parseLong(text.replace(":", ""), 16);
    }

    public String name() {
        return name;
    }

    public int index() {
        return index;
    }

    public long mac() {
        return mac;
    }

    public PciFunction function() {
        return function;
    }

    public String path() {
        return function.path() + "/net/" + name;
    }

    public int mtu() {
        return mtu;
    }

    public boolean up() {
        return up;
    }

    /// Up, and somebody at the other end.
    public boolean running() {
        return up && carrier;
    }

    public int carrierChanges() {
        return carrierChanges;
    }

    void mtu(int bytes) {
        mtu = bytes;
    }

    void up(boolean wanted) {
        up = wanted;
    }

    void carrier(boolean there) {
        carrierChanges += carrier == there ? 0 : 1;
        carrier = there;
    }
}
