package io.vfleet.simulation.kernel;

import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.simulation.catalog.PciIds;
import java.util.Optional;
import java.util.OptionalInt;

/// A port of the root complex or of a switch.
public final class Bridge extends PciFunction implements Attachment {

    /// Its place in the hierarchy, with the code of the PCI Express capability (PCIe 6.0 §7.5.3.2).
    public enum Kind {
        ROOT_PORT(4),
        UPSTREAM_PORT(5),
        DOWNSTREAM_PORT(6);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        public int code() {
            return code;
        }
    }

    /// The buses behind it.
    public record Buses(int secondary, int subordinate) {}

    private final PciIds ids;
    private final Kind kind;
    private final Buses buses;
    private final OptionalInt acs;
    private final String path;

    /// @param acs what its Access Control Services capability offers; empty without one
    Bridge(At at, PciIds ids, Kind kind, Buses buses, OptionalInt acs) {
        super(at.address(), at.parent());
        this.ids = ids;
        this.kind = kind;
        this.buses = buses;
        this.acs = acs;
        this.path = at.parent().path() + "/" + name();
    }

    /// Where it sits.
    public record At(PciAddress address, Attachment parent) {}

    public Kind kind() {
        return kind;
    }

    public Buses buses() {
        return buses;
    }

    public OptionalInt acs() {
        return acs;
    }

    /// Whether it keeps what is behind it from reaching each other past the IOMMU
    /// (`pci_acs_enabled` of drivers/pci/pci.c): an upstream port of one function always does.
    boolean isolates() {
        return kind == Kind.UPSTREAM_PORT || acs.isPresent();
    }

    @Override
    public PciIds ids() {
        return ids;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    Optional<String> wantedDriver() {
        return Optional.of("pcieport");
    }
}
