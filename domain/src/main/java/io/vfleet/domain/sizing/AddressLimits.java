package io.vfleet.domain.sizing;

import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.Pcie;
import io.vfleet.domain.inventory.PhysicalFunction.Sriov;
import io.vfleet.domain.inventory.UpstreamPort;
import io.vfleet.domain.sizing.Limit.Kind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Memory and bus numbers, both dealt out at boot (drivers/pci/iov.c, sriov_enable).
final class AddressLimits {

    private static final int BUS = 256;

    private AddressLimits() {}

    /// Room for all VFs the firmware offers is laid out at boot, or none is.
    static Limit memory(Facts facts) {
        String path = facts.pf().path("resource");
        int there = facts.there();
        if (facts.unread(path)) {
            return Limit.unknown(Kind.MMIO_WINDOW, there, path, facts.whyUnread(path));
        }
        List<Pcie.VfBar> bars = facts.pf().pcie().vfBars();
        if (bars.isEmpty()) {
            return Limit.none(Kind.MMIO_WINDOW, path, "its VFs have no memory of their own");
        }
        // VFs that are there have their memory
        boolean laidOut = there > 0 || bars.stream().allMatch(Pcie.VfBar::assigned);
        return laidOut ? laidOut(facts, path, bars) : homeless(path, bars);
    }

    private static Limit homeless(String path, List<Pcie.VfBar> bars) {
        return Limit.exactly(
                        Kind.MMIO_WINDOW,
                        0,
                        path,
                        "the firmware left no room for the %d MiB of its VFs".formatted(mib(bars)))
                .raisedBy(
                        "BIOS: Above 4G Decoding and a larger MMIO window, or pci=realloc on the"
                                + " kernel's command line, then reboot",
                        true,
                        Limit.ANY);
    }

    private static Limit laidOut(Facts facts, String path, List<Pcie.VfBar> bars) {
        OptionalInt offered = facts.offered().isPresent() ? facts.offered() : facts.total();
        int room = Math.max(facts.there(), offered.orElse(0));
        String says =
                "%d MiB are laid out for %d VFs%s; more would be laid out anew at boot"
                        .formatted(mib(bars), room, narrowest(facts));
        return new Limit(Kind.MMIO_WINDOW, room, Limit.ANY, path, says, Optional.empty());
    }

    private static String narrowest(Facts facts) {
        return facts.pf().upstream().stream()
                .filter(bridge -> !bridge.windows().isEmpty())
                .mapToLong(bridge ->
                        bridge.windows().stream()
                                .mapToLong(UpstreamPort.Window::bytes)
                                .max()
                                .orElse(0))
                .min()
                .stream()
                .mapToObj(bytes ->
                        ", the narrowest bridge above passes %d MiB".formatted(bytes >> 20))
                .findFirst()
                .orElse("");
    }

    private static long mib(List<Pcie.VfBar> bars) {
        return (bars.stream().mapToLong(Pcie.VfBar::bytes).sum() + (1 << 20) - 1) >> 20;
    }

    /// VFs that do not fit on the PF's own bus take the next ones, if the bridge above has them.
    static Limit buses(Facts facts) {
        String path = facts.pf().path("sriov_offset");
        OptionalInt offset = facts.pf().sriov().map(Sriov::offset).orElse(OptionalInt.empty());
        OptionalInt stride = facts.pf().sriov().map(Sriov::stride).orElse(OptionalInt.empty());
        if (offset.isEmpty() || stride.isEmpty()) {
            return Limit.unknown(Kind.BUS_NUMBERS, facts.there(), path, facts.whyUnread(path));
        }
        int own = onOwnBus(facts.pf().address(), offset.getAsInt(), stride.getAsInt());
        int sure = Math.max(facts.there(), own);
        String bridge =
                facts.pf().upstream().stream()
                        .map(UpstreamPort::configPath)
                        .findFirst()
                        .orElse(path);
        String says =
                "%d VFs fit on bus %02x; whether the bridge above has another bus is not reported"
                        .formatted(own, facts.pf().address().bus());
        return new Limit(Kind.BUS_NUMBERS, sure, Limit.ANY, bridge, says, Optional.empty())
                .raisedBy(
                        "BIOS: enable ARI, or reserve more buses for the slot, then reboot",
                        true,
                        Limit.ANY);
    }

    // the first VF is `offset` routing ids away, each further one `stride` (PCIe 6.0 §9.2.1.2)
    private static int onOwnBus(PciAddress pf, int offset, int stride) {
        int first = (pf.device() << 3) + pf.function() + offset;
        if (first >= BUS) {
            return 0;
        }
        return stride == 0 ? 1 : (BUS - 1 - first) / stride + 1;
    }
}
