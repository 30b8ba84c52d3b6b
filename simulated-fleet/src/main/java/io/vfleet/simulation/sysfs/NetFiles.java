package io.vfleet.simulation.sysfs;

import io.vfleet.simulation.kernel.CardPort;
import io.vfleet.simulation.kernel.Netdev;
import io.vfleet.simulation.kernel.PciFunction;
import io.vfleet.simulation.kernel.Vf;
import io.vfleet.simulation.sysfs.Entry.Folder;
import io.vfleet.simulation.sysfs.Entry.Refusal;
import io.vfleet.simulation.sysfs.Entry.Text;
import java.util.List;
import java.util.Optional;

/// Network interfaces: Documentation/ABI/testing/sysfs-class-net.
final class NetFiles {

    private static final int IFF_UP = 0x1;
    private static final int IFF_BROADCAST_MULTICAST = 0x1002;

    private static final FileTable<Netdev> TABLE =
            new FileTable<Netdev>()
                    .text("address", netdev -> Netdev.text(netdev.mac()))
                    .text("addr_assign_type", NetFiles::chosenBy)
                    .text("addr_len", _ -> "6")
                    .text("broadcast", _ -> "ff:ff:ff:ff:ff:ff")
                    .always("carrier", netdev -> whileUp(netdev, netdev.running() ? "1" : "0"))
                    .text("carrier_changes", n -> Integer.toString(n.carrierChanges()))
                    .text("dev_id", _ -> "0x0")
                    .text("dev_port", _ -> "0")
                    .always("duplex", netdev -> whileUp(netdev, "full"))
                    .text("flags", NetFiles::flags)
                    .text("ifalias", _ -> "")
                    .text("ifindex", netdev -> Integer.toString(netdev.index()))
                    .text("iflink", netdev -> Integer.toString(netdev.index()))
                    .text("mtu", netdev -> Integer.toString(netdev.mtu()))
                    .text("name_assign_type", _ -> "4")
                    .text("operstate", netdev -> netdev.running() ? "up" : "down")
                    .always("phys_port_name", NetFiles::portName)
                    .always("phys_switch_id", _ -> unsupported())
                    .always("speed", NetFiles::speed)
                    .text("tx_queue_len", _ -> "1000")
                    .text("type", _ -> "1")
                    .text("uevent", n -> "INTERFACE=" + n.name() + "\nIFINDEX=" + n.index())
                    .link("device", netdev -> netdev.function().path())
                    .link("subsystem", _ -> "/sys/class/net");

    private static final FileTable<String> LOOPBACK =
            new FileTable<String>()
                    .text("address", _ -> "00:00:00:00:00:00")
                    .text("flags", _ -> "0x9")
                    .text("ifindex", _ -> "1")
                    .text("mtu", _ -> "65536")
                    .text("operstate", _ -> "unknown")
                    .text("type", _ -> "772")
                    .link("subsystem", _ -> "/sys/class/net");

    private NetFiles() {}

    /// The `net` folder of a function.
    static Folder ofFunction(On<PciFunction> on) {
        Optional<Netdev> netdev = on.it().netdev();
        return Folder.named(
                () -> netdev.map(Netdev::name).stream().toList(),
                name -> netdev.filter(it -> it.name().equals(name)).map(TABLE::of));
    }

    /// `lo`.
    static Folder loopback() {
        return Folder.named(
                () -> List.of("lo"),
                name -> name.equals("lo") ? Optional.of(LOOPBACK.of(name)) : Optional.empty());
    }

    // NET_ADDR_RANDOM where the VF's driver found none and made one up
    private static String chosenBy(Netdev netdev) {
        return netdev.function() instanceof Vf vf && !vf.given() ? "1" : "0";
    }

    private static String flags(Netdev netdev) {
        return "0x%x".formatted(IFF_BROADCAST_MULTICAST | (netdev.up() ? IFF_UP : 0));
    }

    // net/core/net-sysfs.c asks the driver only while the interface is up
    private static Entry whileUp(Netdev netdev, String value) {
        return netdev.up() ? new Text(value) : new Refusal("Invalid argument");
    }

    private static Entry speed(Netdev netdev) {
        int mbit =
                switch (netdev.function()) {
                    case CardPort port -> port.model().mbit();
                    case Vf vf -> vf.owner().model().mbit();
                    case PciFunction _ -> -1;
                };
        return whileUp(netdev, Integer.toString(netdev.running() ? mbit : -1));
    }

    private static Entry portName(Netdev netdev) {
        boolean named = netdev.function() instanceof CardPort && netdev.name().contains("np");
        return named
                ? new Text(netdev.name().substring(netdev.name().indexOf("np")))
                : unsupported();
    }

    private static Entry unsupported() {
        return new Refusal("Operation not supported");
    }
}
