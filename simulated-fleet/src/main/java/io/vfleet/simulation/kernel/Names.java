package io.vfleet.simulation.kernel;

import io.vfleet.domain.inventory.PciAddress;
import java.util.Set;

/// The names udev gives: by place, with the PF's name and the index for a VF.
final class Names {

    // these drivers tell a port name, which udev appends
    private static final Set<String> NAMED_PORTS = Set.of("mlx5_core", "ice", "bnxt_en");

    private Names() {}

    static String netdev(PciFunction function) {
        return switch (function) {
            case Vf vf -> "en" + place(vf.owner()) + "v" + vf.index();
            case CardPort port -> "en" + place(port) + portName(port);
            case Bridge _, ChipsetFunction _ ->
                    throw new IllegalStateException(function.address() + " has no interface");
        };
    }

    static String rdma(PciFunction function) {
        return switch (function) {
            case Vf vf -> "roce" + place(vf.owner()) + "v" + vf.index();
            case CardPort port -> "roce" + place(port);
            case Bridge _, ChipsetFunction _ ->
                    throw new IllegalStateException(function.address() + " has no RDMA device");
        };
    }

    private static String place(CardPort port) {
        PciAddress address = port.address();
        String slot = "p" + address.bus() + "s" + address.device();
        return port.model().ports() == 1 ? slot : slot + "f" + address.function();
    }

    private static String portName(CardPort port) {
        return NAMED_PORTS.contains(port.model().drivers().pf()) ? "np" + port.port() : "";
    }
}
