package io.vfleet.domain.testing;

import io.vfleet.domain.inventory.Netdev;
import io.vfleet.domain.inventory.RdmaDevice;
import io.vfleet.domain.inventory.VfAdmin;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What hangs on a function: network and RDMA devices, and a VF's admin state.
public final class Devices {

    private Devices() {}

    public static Netdev netdev(String name, String mac, String operState) {
        return new Netdev(
                name,
                Optional.of(mac),
                Optional.of(mac),
                OptionalInt.of(1500),
                Optional.of(operState),
                OptionalInt.empty(),
                Optional.empty());
    }

    /// A one-port Ethernet RDMA device; `state` like `ACTIVE`, `physicalState` like `LinkUp`.
    public static RdmaDevice rdma(String name, String guid, String state, String physicalState) {
        RdmaDevice.Port port =
                new RdmaDevice.Port(
                        1,
                        Optional.of(state),
                        Optional.of(physicalState),
                        Optional.of("Ethernet"),
                        Optional.of("100 Gb/sec (4X EDR)"),
                        Optional.empty());
        return new RdmaDevice(
                name,
                Optional.empty(),
                Optional.of(guid),
                Optional.of("22.43.2026"),
                Optional.empty(),
                List.of(),
                List.of(port));
    }

    /// Untagged, no rate limit, spoof check on, not trusted.
    public static VfAdmin admin(String mac) {
        return new VfAdmin(
                Optional.of(mac),
                OptionalInt.of(0),
                OptionalInt.of(0),
                Optional.of(true),
                Optional.of(false),
                Optional.of("auto"),
                OptionalInt.of(0),
                OptionalInt.of(0));
    }
}
