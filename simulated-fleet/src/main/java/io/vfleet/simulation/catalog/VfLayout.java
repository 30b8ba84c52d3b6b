package io.vfleet.simulation.catalog;

/// How many VFs a port can have and where they lie (PCIe 6.0 §9.3.3.9, §9.3.3.10).
///
/// @param total TotalVFs of the capability
/// @param usable what the driver lowers it to
/// @param offset of the first port's first VF
/// @param behindOneAnother a port's VFs begin where those of the port before end
public record VfLayout(int total, int usable, int offset, int stride, boolean behindOneAnother) {

    /// First VF Offset of one of the card's ports.
    public int offset(int port) {
        return behindOneAnother ? offset + port * (total - 1) : offset;
    }

    /// The same card after its firmware was told another number of VFs.
    public VfLayout withTotal(int count) {
        return new VfLayout(count, Math.min(count, usable), offset, stride, behindOneAnother);
    }
}
