package io.vfleet.bench.node;

import io.vfleet.domain.inventory.BusErrors;
import io.vfleet.domain.inventory.Netdev;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.Pcie;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.RdmaDevice;
import io.vfleet.domain.inventory.UpstreamPort;
import io.vfleet.domain.inventory.VfAdmin;
import io.vfleet.domain.inventory.VfUse;
import io.vfleet.domain.inventory.VirtualFunction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/// One of a host's one-port cards, below a root port of its own; addresses follow from the numbers
/// of host and card.
record BenchCard(int host, int card) {

    private static final int GROUPS_A_CARD = 256;
    private static final int FIRST_GROUP = 50;
    private static final int MTU = 1500;
    private static final int OFFSET = 8;
    // Source Validation, Request and Completion Redirect, Upstream Forwarding and more: offered
    // and switched on
    private static final UpstreamPort.Acs ISOLATES = new UpstreamPort.Acs(0x5f, 0x1d);

    private static final long VF_BAR = (long) Shape.MOST_VFS << 20;
    private static final Optional<BusErrors> NO_ERRORS =
            Optional.of(new BusErrors(OptionalLong.of(0), OptionalLong.of(0), OptionalLong.of(0)));

    PhysicalFunction pf(int vfs, Instant readAt) {
        return new PhysicalFunction(
                new PciAddress(0, bus(), 0, 0),
                Optional.of("15b3"),
                Optional.of("101d"),
                BenchHost.networkClass(),
                Optional.of("mlx5_core"),
                OptionalInt.of(card % 2),
                OptionalInt.of(group(0)),
                Optional.of(sriov(vfs)),
                pcie(vfs),
                List.of(netdev("ens%df0np0".formatted(card), mac(0xb8, 0))),
                List.of(rdma("mlx5_" + card, 0)),
                IntStream.range(0, vfs).mapToObj(this::vf).toList(),
                List.of(rootPort()),
                Optional.of(readAt));
    }

    private int bus() {
        return 0x10 * (card + 1);
    }

    private int group(int function) {
        return FIRST_GROUP + GROUPS_A_CARD * card + function;
    }

    private static PhysicalFunction.Sriov sriov(int vfs) {
        return new PhysicalFunction.Sriov(
                OptionalInt.of(Shape.MOST_VFS),
                OptionalInt.of(vfs),
                OptionalInt.of(OFFSET),
                OptionalInt.of(1),
                Optional.of("101e"),
                Optional.of(true),
                OptionalInt.of(0));
    }

    private static Pcie pcie(int vfs) {
        return new Pcie(
                new Pcie.Link(
                        OptionalInt.of(16_000),
                        OptionalInt.of(16),
                        OptionalInt.of(16_000),
                        OptionalInt.of(16)),
                Optional.of(true),
                Optional.of(
                        new Pcie.Capability(
                                Shape.MOST_VFS,
                                Shape.MOST_VFS,
                                vfs,
                                vfs > 0,
                                vfs > 0,
                                true,
                                0,
                                OFFSET,
                                1,
                                "101e",
                                0x7ff,
                                1,
                                true,
                                true)),
                List.of(new Pcie.VfBar(0, VF_BAR, true, true)),
                NO_ERRORS);
    }

    private UpstreamPort rootPort() {
        return new UpstreamPort(
                new PciAddress(0, bus() - 1, 1, 0),
                Optional.of("root-port"),
                Optional.of(ISOLATES),
                List.of(new UpstreamPort.Window(2 * VF_BAR, true)),
                NO_ERRORS);
    }

    private VirtualFunction vf(int index) {
        int routingId = (bus() << 8) + OFFSET + index;
        String mac = mac(0x02, index);
        return new VirtualFunction(
                OptionalInt.of(index),
                new PciAddress(0, routingId >> 8, routingId >> 3 & 0x1f, routingId & 7),
                Optional.of("15b3"),
                Optional.of("101e"),
                BenchHost.networkClass(),
                Optional.of("mlx5_core"),
                Optional.empty(),
                OptionalInt.of(card % 2),
                OptionalInt.of(group(index + 1)),
                List.of(netdev("ens%df0v%d".formatted(card, index), mac)),
                List.of(rdma("mlx5_%d".formatted(Shape.MOST_PFS + group(index + 1)), index + 1)),
                OptionalInt.of(12),
                Optional.of(admin(mac)),
                new VfUse.Free());
    }

    private static Netdev netdev(String name, String mac) {
        return new Netdev(
                name,
                Optional.of(mac),
                Optional.of(mac),
                OptionalInt.of(MTU),
                Optional.of("up"),
                OptionalInt.empty(),
                Optional.empty());
    }

    // 20 bits of the host, 4 of the card, 16 of the function: no two in the fleet are the same
    private String mac(int first, int function) {
        long rest = (long) host << 20 | (long) card << 16 | function;
        return "%02x:%02x:%02x:%02x:%02x:%02x"
                .formatted(
                        first,
                        rest >> 32 & 0xff,
                        rest >> 24 & 0xff,
                        rest >> 16 & 0xff,
                        rest >> 8 & 0xff,
                        rest & 0xff);
    }

    private RdmaDevice rdma(String name, int function) {
        String guid = "%04x:%04x:%04x:%04x".formatted(host >> 16, host & 0xffff, card, function);
        RdmaDevice.Port port =
                new RdmaDevice.Port(
                        1,
                        Optional.of("ACTIVE"),
                        Optional.of("LinkUp"),
                        Optional.of("Ethernet"),
                        Optional.of("100 Gb/sec (4X EDR)"),
                        Optional.empty());
        return new RdmaDevice(
                name,
                Optional.empty(),
                Optional.of(guid),
                Optional.of("22.43.2026"),
                Optional.of("MT_0000000359"),
                List.of(),
                List.of(port));
    }

    private static VfAdmin admin(String mac) {
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
