package io.vfleet.simulation.kernel;

import java.util.Set;

/// Drivers that are part of the kernel and never listed as modules.
final class BuiltIn {

    static final Set<String> DRIVERS = Set.of("pcieport", "ahci", "lpc_ich", "i801_smbus");

    private BuiltIn() {}
}
