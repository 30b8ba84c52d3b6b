package io.vfleet.domain.sizing;

import io.vfleet.domain.inventory.Pcie;
import io.vfleet.domain.inventory.UpstreamPort;
import io.vfleet.domain.inventory.VfBuses;
import io.vfleet.domain.sizing.Limit.Kind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Memory and bus numbers, both dealt out at boot (drivers/pci/iov.c, sriov_enable).
final class AddressLimits {

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
        return VfBuses.of(facts.pf())
                .map(buses -> buses(facts, buses))
                .orElseGet(() ->
                        Limit.unknown(
                                Kind.BUS_NUMBERS, facts.there(), path, facts.whyUnread(path)));
    }

    private static Limit buses(Facts facts, VfBuses buses) {
        int bus = facts.pf().address().bus();
        int own = Math.max(facts.there(), buses.onOwnBus());
        String bridge =
                facts.pf().upstream().stream()
                        .map(UpstreamPort::configPath)
                        .findFirst()
                        .orElseGet(() -> facts.pf().path("sriov_offset"));
        Limit limit =
                buses.possible().isPresent()
                        ? Limit.exactly(
                                Kind.BUS_NUMBERS,
                                Math.max(facts.there(), buses.possible().getAsInt()),
                                bridge,
                                "the bridge above has the buses %02x to %02x, with room for %d VFs"
                                        .formatted(
                                                bus,
                                                buses.lastBus().getAsInt(),
                                                buses.possible().getAsInt()))
                        : Limit.unknown(
                                Kind.BUS_NUMBERS,
                                own,
                                bridge,
                                "%d VFs fit on bus %02x; which further ones the bridge above has is not known"
                                        .formatted(buses.onOwnBus(), bus));
        return limit.raisedBy(
                "BIOS: enable ARI, or reserve more buses for the slot, then reboot",
                true,
                Limit.ANY);
    }
}
