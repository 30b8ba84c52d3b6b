package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.Gap;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.UpstreamPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The first port between a function and the root that fails to keep its traffic apart
/// (drivers/pci/pci.c, pci_acs_enabled). Asked only where groups prove that one does: some ports
/// without the capability are known to be safe.
sealed interface AcsHop {

    /// This one, and what it lacks.
    record Fails(PciAddress port, String type, String flaw, Flaw kind) implements AcsHop {}

    /// Which one could not be found out.
    record NotKnown(String path, String reason) implements AcsHop {}

    /// What a port fails by.
    enum Flaw {
        NO_CAPABILITY,
        SWITCHED_OFF,
        NO_PCIE
    }

    /// SV, RR, CR and UF (drivers/iommu/iommu.c, REQ_ACS_FLAGS).
    int REQUIRED = 0x01 | 0x04 | 0x08 | 0x10;

    static AcsHop of(Examination host, PhysicalFunction pf) {
        return all(host, pf).findFirst().orElseGet(() -> none(host, pf));
    }

    /// All that fail or are not known, nearest first.
    static Stream<AcsHop> all(Examination host, PhysicalFunction pf) {
        return pf.upstream().stream().flatMap(port -> of(host, port).stream());
    }

    private static AcsHop none(Examination host, PhysicalFunction pf) {
        String path = "realpath:" + pf.address().sysfsPath();
        String reason =
                pf.upstream().isEmpty()
                        ? host.gap(path).map(Gap::reason).orElse("no upstream port is known")
                        : "every upstream port passes; some function uses another's requester id";
        return new NotKnown(pf.address().sysfsPath(), reason);
    }

    private static Optional<AcsHop> of(Examination host, UpstreamPort port) {
        return switch (port.portType().orElse("")) {
            case "root-port", "downstream-port" -> port(host, port);
            // a switch's upstream port has one function, which needs no capability
            case "upstream-port" -> Optional.empty();
            case "" -> Optional.of(notKnown(host, port));
            default ->
                    Optional.of(
                            fails(
                                    port,
                                    "a bridge to conventional PCI keeps nobody apart",
                                    Flaw.NO_PCIE));
        };
    }

    private static Optional<AcsHop> port(Examination host, UpstreamPort port) {
        if (port.acs().isPresent()) {
            return switchedOff(port, port.acs().get());
        }
        return Optional.of(
                host.gap(port.configPath()).isPresent()
                        ? notKnown(host, port)
                        : fails(port, "no ACS capability", Flaw.NO_CAPABILITY));
    }

    private static Optional<AcsHop> switchedOff(UpstreamPort port, UpstreamPort.Acs acs) {
        int missing = REQUIRED & acs.capability() & ~acs.control();
        return missing == 0
                ? Optional.empty()
                : Optional.of(
                        fails(
                                port,
                                "ACS with %s switched off".formatted(names(missing)),
                                Flaw.SWITCHED_OFF));
    }

    private static AcsHop fails(UpstreamPort port, String flaw, Flaw kind) {
        String type = port.portType().orElse("port").replace('-', ' ');
        return new Fails(port.address(), type, flaw, kind);
    }

    private static AcsHop notKnown(Examination host, UpstreamPort port) {
        String reason = host.gap(port.configPath()).map(Gap::reason).orElse("not readable");
        return new NotKnown(port.configPath(), reason);
    }

    private static String names(int bits) {
        List<String> names = new ArrayList<>();
        if ((bits & 0x01) != 0) {
            names.add("source validation");
        }
        if ((bits & 0x04) != 0) {
            names.add("request redirect");
        }
        if ((bits & 0x08) != 0) {
            names.add("completion redirect");
        }
        if ((bits & 0x10) != 0) {
            names.add("upstream forwarding");
        }
        return String.join(", ", names);
    }
}
