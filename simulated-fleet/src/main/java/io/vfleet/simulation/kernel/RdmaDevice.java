package io.vfleet.simulation.kernel;

/// An RDMA device of a function; its port is up while the function's interface is.
///
/// @param number of its `uverbs` file
public record RdmaDevice(String name, int number, Netdev netdev) {

    public PciFunction function() {
        return netdev.function();
    }

    public String path() {
        return function().path() + "/infiniband/" + name;
    }

    /// From the interface's address, with ff:fe in the middle (EUI-64).
    public long guid() {
        long mac = netdev.mac();
        return (mac >> 24 ^ 0x020000L) << 40 | 0xfffeL << 24 | mac & 0xffffffL;
    }
}
