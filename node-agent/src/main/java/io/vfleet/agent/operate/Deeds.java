package io.vfleet.agent.operate;

import io.vfleet.agent.host.HostWriter;
import io.vfleet.agent.sight.Sight;
import io.vfleet.domain.operation.Change;
import java.util.Optional;

/// What is done for each kind of change, the resize and the recheck aside: the one place where
/// kinds are told apart.
///
/// @param pf of a change that is about one
record Deeds(Sight sight, HostWriter writer, Clockwork clock, Optional<Pf> pf) {

    Deed of(Change change) {
        return switch (change) {
            case Change.SetVf(var _, var vf, var wanted) -> new VfSettingsDeed(one(vf), wanted);
            case Change.BindVfDriver(var _, var vf, var driver) ->
                    new VfDriverDeed(one(vf), driver);
            case Change.SetAutoprobe(var _, var on) ->
                    new AutoprobeDeed(sight, writer, pf.orElseThrow(), on);
            case Change.ResizeVfs _, Change.Recheck _ ->
                    throw new IllegalArgumentException(change.kind() + " is no deed");
        };
    }

    private OneVf one(int vf) {
        return new OneVf(sight, writer, clock, pf.orElseThrow(), vf);
    }

    /// What gates see of it: of a change of one VF that VF alone.
    Optional<Pf> judged(Change change) {
        return switch (change) {
            case Change.SetVf(var _, var vf, var _) ->
                    pf.map(whole -> whole.only(vf).withoutNetdevs());
            case Change.BindVfDriver(var _, var vf, var _) ->
                    pf.map(whole -> whole.only(vf).withoutNetdevs());
            default -> pf;
        };
    }
}
