package io.vfleet.simulation.kernel;

/// A host bridge, where PCI begins.
public record RootComplex(int bus, int numaNode) implements Attachment {

    /// Its name in sysfs: `pci0000:80`.
    public String name() {
        return "pci0000:%02x".formatted(bus);
    }

    @Override
    public String path() {
        return "/sys/devices/" + name();
    }
}
