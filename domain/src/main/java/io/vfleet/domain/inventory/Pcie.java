package io.vfleet.domain.inventory;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// How a PF is connected and what its SR-IOV capability offers, below what its driver made of it.
///
/// @param ariEnabled `ari_enabled`: VFs may use more than eight function numbers of a bus
/// @param capability from `config`, whose extended part only root may read
/// @param vfBars lines 7 to 12 of `resource`
/// @param errors of the PF's side of the link; empty without AER or where the firmware keeps it
public record Pcie(
        Link link,
        Optional<Boolean> ariEnabled,
        Optional<Capability> capability,
        List<VfBar> vfBars,
        Optional<BusErrors> errors) {

    /// Nothing was read, or there is nothing.
    public static final Pcie NONE =
            new Pcie(Link.NONE, Optional.empty(), Optional.empty(), List.of(), Optional.empty());

    public Pcie {
        vfBars = List.copyOf(vfBars);
    }

    /// `current_link_speed`, `current_link_width`, `max_link_speed`, `max_link_width`; speeds in
    /// MT/s a lane: 16000 is `16.0 GT/s PCIe`.
    public record Link(
            OptionalInt speed, OptionalInt width, OptionalInt maxSpeed, OptionalInt maxWidth) {

        public static final Link NONE =
                new Link(
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty());
    }

    /// The SR-IOV capability (PCIe 6.0 §9.3.3), and whether two others are there.
    ///
    /// @param initialVfs other than `totalVfs` the kernel refuses to enable VFs (EIO)
    /// @param totalVfs what the device offers; `sriov_totalvfs` may be lowered by the driver
    /// @param ariHierarchy VFs beyond function 7 are allowed
    /// @param supportedPageSizes bit n: 4 KiB × 2ⁿ
    /// @param systemPageSize the one chosen of them
    public record Capability(
            int initialVfs,
            int totalVfs,
            int numVfs,
            boolean vfEnabled,
            boolean vfMemoryEnabled,
            boolean ariHierarchy,
            int functionDependencyLink,
            int offset,
            int stride,
            String vfDeviceId,
            long supportedPageSizes,
            long systemPageSize,
            boolean ari,
            boolean aer) {}

    /// The memory of one BAR of all VFs together: `bytes` / TotalVFs is what one VF has.
    ///
    /// @param assigned false: firmware left no room, the kernel refuses to enable VFs (ENOMEM)
    public record VfBar(int index, long bytes, boolean assigned, boolean prefetchable) {}
}
