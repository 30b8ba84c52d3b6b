package io.vfleet.simulation.kernel;

/// A host bridge, where PCI begins.
///
/// @param name in sysfs: `pci0000:80`
public record RootComplex(String name, int bus, int numaNode) implements Attachment {

    static RootComplex of(int bus, int numaNode) {
        return new RootComplex("pci0000:%02x".formatted(bus), bus, numaNode);
    }

    @Override
    public String path() {
        return "/sys/devices/" + name();
    }
}
