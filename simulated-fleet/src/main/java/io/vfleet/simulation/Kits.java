package io.vfleet.simulation;

import io.vfleet.simulation.catalog.CardModel;
import io.vfleet.simulation.catalog.Cards;
import io.vfleet.simulation.catalog.KernelBuild;
import io.vfleet.simulation.catalog.ServerModel;
import java.util.List;
import java.util.Optional;

/// The kits the fleet's owner has bought over the years.
final class Kits {

    /// In the order in which racks get them: the first few hold every kind of card's driver.
    static final List<Kit> ALL =
            List.of(
                    training(ServerModel.DELL_XE9680, KernelBuild.UBUNTU_22, Cards.CONNECTX7, 8),
                    inference(ServerModel.DELL_R760, KernelBuild.RHEL_9, Cards.E810, 64),
                    general(ServerModel.HPE_DL380, KernelBuild.DEBIAN_12, Cards.I82599, 16),
                    training(ServerModel.HPE_DL385, KernelBuild.RHEL_9, Cards.BCM57508, 2),
                    inference(
                            ServerModel.SUPERMICRO_SYS220,
                            KernelBuild.UBUNTU_24,
                            Cards.CONNECTX6DX,
                            32),
                    general(ServerModel.LENOVO_SR665, KernelBuild.DEBIAN_13, Cards.X710, 8),
                    training(
                            ServerModel.SUPERMICRO_AS4125,
                            KernelBuild.UBUNTU_24,
                            Cards.CONNECTX6DX,
                            4),
                    inference(ServerModel.LENOVO_SR665, KernelBuild.DEBIAN_13, Cards.XXV710, 32),
                    general(ServerModel.DELL_R760, KernelBuild.RHEL_9, Cards.CONNECTX5, 8),
                    general(ServerModel.HPE_DL380, KernelBuild.DEBIAN_12, Cards.I350, 4));

    private Kits() {}

    private static Kit training(ServerModel server, KernelBuild build, CardModel card, int cards) {
        boolean switched = cards > 4;
        return new Kit(Optional.of("training"), server, build, card, cards, switched, 8, 64);
    }

    private static Kit inference(ServerModel server, KernelBuild build, CardModel card, int vfs) {
        return new Kit(Optional.of("inference"), server, build, card, 1, false, vfs, 32);
    }

    private static Kit general(ServerModel server, KernelBuild build, CardModel card, int vfs) {
        return new Kit(Optional.empty(), server, build, card, 1, false, vfs, 0);
    }
}
