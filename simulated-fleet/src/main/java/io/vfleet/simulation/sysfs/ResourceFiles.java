package io.vfleet.simulation.sysfs;

import io.vfleet.simulation.kernel.Bridge;
import io.vfleet.simulation.kernel.CardPort;
import io.vfleet.simulation.kernel.PciFunction;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// The address ranges of ports and bridges, `resource` (`resource_show`, drivers/pci/pci-sysfs.c):
/// 13 lines, and 17 of a bridge.
final class ResourceFiles {

    private static final int LINES = 13;
    private static final int BRIDGE_LINES = 17;
    private static final int VF_BAR = 7;
    private static final int BRIDGE_PREFETCHABLE = 15;
    private static final long OWN_BAR = 32L << 20;
    private static final long VF_BAR_EACH = 1L << 20;
    private static final long ABOVE_4G = 0x20_0000_0000L;
    // 64 bit, prefetchable memory; the same without addresses
    private static final long FLAGS = 0x14220cL;
    private static final long UNSET = 0x2000_0000L;
    private static final long WINDOW = 0x102201L;
    private static final String NONE = line(0, 0, 0);

    private ResourceFiles() {}

    static String of(PciFunction function) {
        return switch (function) {
            case CardPort port -> ofPort(port);
            case Bridge bridge -> ofBridge(bridge);
            case PciFunction _ -> lines(LINES);
        };
    }

    private static String ofPort(CardPort port) {
        List<String> lines = empty(LINES);
        long base = base(port.address().bus(), port.address().function());
        long size = port.card().vfs().total() * VF_BAR_EACH;
        lines.set(0, range(base, OWN_BAR, FLAGS));
        lines.set(
                VF_BAR,
                port.vfBarsAssigned()
                        ? range(base + OWN_BAR, size, FLAGS)
                        : range(0, size, FLAGS | UNSET));
        return String.join("\n", lines);
    }

    // a gibibyte for each bus behind it
    private static String ofBridge(Bridge bridge) {
        List<String> lines = empty(BRIDGE_LINES);
        int first = bridge.buses().secondary();
        int buses = bridge.buses().subordinate() - first + 1;
        lines.set(BRIDGE_PREFETCHABLE, range(base(first, 0), (long) buses << 30, WINDOW));
        return String.join("\n", lines);
    }

    private static long base(int bus, int function) {
        return ABOVE_4G + ((long) bus << 30) + ((long) function << 28);
    }

    private static String lines(int count) {
        return String.join("\n", empty(count));
    }

    private static List<String> empty(int count) {
        return Arrays.asList(Collections.nCopies(count, NONE).toArray(String[]::new));
    }

    private static String range(long start, long size, long flags) {
        return line(start, start + size - 1, flags);
    }

    private static String line(long start, long end, long flags) {
        return "0x%016x 0x%016x 0x%016x".formatted(start, end, flags);
    }
}
