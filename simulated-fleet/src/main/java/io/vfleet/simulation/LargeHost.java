package io.vfleet.simulation;

import io.vfleet.simulation.catalog.Cards;
import io.vfleet.simulation.catalog.KernelBuild;
import io.vfleet.simulation.catalog.ServerModel;
import java.util.Map;
import java.util.Optional;

/// The host by which the agent is measured: eight PFs of 64 VFs each.
public final class LargeHost {

    private static final int CARDS = 4;
    private static final int VFS = 64;
    private static final int GIGAPAGES = 32;

    private LargeHost() {}

    public static SimulatedHost build() {
        Kit kit =
                new Kit(
                        Optional.empty(),
                        ServerModel.DELL_XE9680,
                        KernelBuild.RHEL_9,
                        Cards.CONNECTX6DX,
                        CARDS,
                        false,
                        VFS,
                        GIGAPAGES);
        return HostAssembly.build(
                new Blueprint(0, "large-01", Map.of(), kit, Circumstance.ORDINARY, Trouble.NONE),
                1);
    }
}
