package io.vfleet.simulation.kernel;

import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.simulation.catalog.PciIds;
import java.util.Optional;
import java.util.OptionalInt;

/// A PCI function the kernel has found, with what its driver made of it.
public abstract sealed class PciFunction permits Bridge, ChipsetFunction, CardPort, Vf {

    private static final int NO_GROUP = -1;

    private final PciAddress address;
    private final String name;
    private final Attachment parent;
    private Optional<String> driver = Optional.empty();
    private Optional<Netdev> netdev = Optional.empty();
    private Optional<RdmaDevice> rdma = Optional.empty();
    private int group = NO_GROUP;

    PciFunction(PciAddress address, Attachment parent) {
        this.address = address;
        this.name = address.toString();
        this.parent = parent;
    }

    public abstract PciIds ids();

    /// The module that would drive it.
    abstract Optional<String> wantedDriver();

    public PciAddress address() {
        return address;
    }

    /// Its address as it is written.
    public String name() {
        return name;
    }

    public Attachment parent() {
        return parent;
    }

    /// Its folder in sysfs.
    public String path() {
        return parent.path() + "/" + name;
    }

    public int numaNode() {
        return parent.numaNode();
    }

    public Optional<String> driver() {
        return driver;
    }

    public Optional<Netdev> netdev() {
        return netdev;
    }

    public Optional<RdmaDevice> rdma() {
        return rdma;
    }

    public OptionalInt group() {
        return group == NO_GROUP ? OptionalInt.empty() : OptionalInt.of(group);
    }

    void bound(String name) {
        driver = Optional.of(name);
    }

    void unbound() {
        driver = Optional.empty();
        netdev = Optional.empty();
        rdma = Optional.empty();
    }

    void netdev(Netdev made) {
        netdev = Optional.of(made);
    }

    void withoutNetdev() {
        netdev = Optional.empty();
    }

    void rdma(RdmaDevice made) {
        rdma = Optional.of(made);
    }

    void withoutRdma() {
        rdma = Optional.empty();
    }

    void group(int number) {
        group = number;
    }
}
