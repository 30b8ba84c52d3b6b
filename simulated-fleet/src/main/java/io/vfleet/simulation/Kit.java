package io.vfleet.simulation;

import io.vfleet.simulation.catalog.CardModel;
import io.vfleet.simulation.catalog.KernelBuild;
import io.vfleet.simulation.catalog.ServerModel;
import java.util.Optional;

/// What all servers of a rack are bought and set up as.
///
/// @param profile the label; empty: none
/// @param cards how many of the card
/// @param switched whether the slots are behind PCI Express switches
/// @param vfs made on every port at boot
/// @param gigapages hugepages of 1 GiB asked of the kernel
record Kit(
        Optional<String> profile,
        ServerModel server,
        KernelBuild build,
        CardModel card,
        int cards,
        boolean switched,
        int vfs,
        int gigapages) {

    boolean rdma() {
        return card.drivers().rdma().isPresent();
    }

    boolean intel() {
        return server.cpu().intel();
    }
}
