package io.vfleet.domain.inventory;

import java.util.Optional;
import java.util.OptionalInt;

/// Where a PF's VFs would sit: the first is `offset` routing ids away, each further one `stride`
/// (PCIe 6.0 §9.2.1.2); the kernel makes none beyond the last bus of the bridge above
/// (drivers/pci/iov.c, sriov_enable).
///
/// Some devices change the offset with the number of VFs, so it holds near the present number.
///
/// @param lastBus the last one that the bridge right above passes on; empty when not known
public record VfBuses(PciAddress pf, int offset, int stride, OptionalInt lastBus) {

    private static final int BUS = 256;

    /// Empty where the PF does not say where its VFs go.
    public static Optional<VfBuses> of(PhysicalFunction pf) {
        return pf.sriov()
                .filter(sriov -> sriov.offset().isPresent() && sriov.stride().isPresent())
                .map(sriov -> of(pf, sriov.offset().getAsInt(), sriov.stride().getAsInt()))
                // kernels before 4.14 have no files for them
                .or(() -> pf.pcie().capability().map(card -> of(pf, card.offset(), card.stride())))
                // the kernel itself refuses 0
                .filter(buses -> buses.offset > 0);
    }

    private static VfBuses of(PhysicalFunction pf, int offset, int stride) {
        return new VfBuses(pf.address(), offset, stride, lastBus(pf));
    }

    private static OptionalInt lastBus(PhysicalFunction pf) {
        return pf.upstream().stream()
                .limit(1)
                .flatMap(bridge -> bridge.buses().stream())
                .filter(buses -> buses.secondary() == pf.address().bus())
                .mapToInt(UpstreamPort.Buses::subordinate)
                .findFirst();
    }

    /// The bus of the last of so many VFs; beyond 255 there is none.
    public int busOf(int vfs) {
        return vfs == 0 ? pf.bus() : pf.routingId() + offset + stride * (vfs - 1) >> 8;
    }

    /// How many fit on the PF's own bus, which it always has.
    public int onOwnBus() {
        return upTo(pf.bus());
    }

    /// How many fit on all buses there are; empty when that is not known.
    public OptionalInt possible() {
        return lastBus.isPresent() ? OptionalInt.of(upTo(lastBus.getAsInt())) : lastBus;
    }

    private int upTo(int bus) {
        int room = (bus + 1) * BUS - 1 - pf.routingId() - offset;
        if (room < 0) {
            return 0;
        }
        return stride == 0 ? 1 : Math.min(room / stride + 1, 0xffff);
    }
}
