package io.vfleet.agent.host;

import io.vfleet.domain.inventory.VfAdmin;
import java.util.Optional;

/// All that a PF's driver keeps for one of its VFs: what reports have, and what only is put back.
///
/// @param rssQuery whether the VF may ask for the PF's RSS hash key
public record VfState(VfAdmin admin, Optional<Boolean> rssQuery) {

    /// Where nothing but the reported part is known.
    public static VfState of(VfAdmin admin) {
        return new VfState(admin, Optional.empty());
    }
}
