package io.vfleet.domain.inventory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the agent remembers from before: the one thing a single look at a host cannot tell.
///
/// @param lastVfChange the newest change of a VF count the agent saw, whoever made it
/// @param beforeBoot how many VFs each PF had when the host was last seen before this boot
public record Journal(Optional<VfChange> lastVfChange, List<VfCount> beforeBoot) {

    public static final Journal EMPTY = new Journal(Optional.empty(), List.of());

    public Journal {
        beforeBoot = List.copyOf(beforeBoot);
    }

    /// A PF's VF count went `from` → `to` under the boot `bootId`.
    public record VfChange(PciAddress pf, Instant at, String bootId, int from, int to) {}

    /// A PF's VF count at one time.
    public record VfCount(PciAddress pf, int numVfs) {}
}
