package io.vfleet.simulation.sysfs;

import io.vfleet.simulation.catalog.CardModel;
import io.vfleet.simulation.kernel.CardPort;
import io.vfleet.simulation.kernel.PciFunction;
import io.vfleet.simulation.kernel.RdmaDevice;
import io.vfleet.simulation.kernel.Vf;
import io.vfleet.simulation.sysfs.Entry.Folder;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// RDMA devices: Documentation/ABI/stable/sysfs-class-infiniband.
final class RdmaFiles {

    private static final FileTable<RdmaDevice> GIDS =
            new FileTable<RdmaDevice>()
                    .text("0", RdmaFiles::linkLocalGid)
                    .text("1", RdmaFiles::linkLocalGid)
                    .maybeText("2", RdmaFiles::addressGid)
                    .maybeText("3", RdmaFiles::addressGid);

    private static final FileTable<RdmaDevice> GID_TYPES =
            new FileTable<RdmaDevice>().text("0", _ -> "IB/RoCE v1").text("1", _ -> "RoCE v2");

    private static final FileTable<RdmaDevice> GID_NETDEVS =
            new FileTable<RdmaDevice>()
                    .text("0", device -> device.netdev().name())
                    .text("1", device -> device.netdev().name());

    private static final FileTable<RdmaDevice> GID_ATTRIBUTES =
            new FileTable<RdmaDevice>()
                    .folder("types", GID_TYPES::of)
                    .folder("ndevs", GID_NETDEVS::of);

    private static final FileTable<RdmaDevice> PORT =
            new FileTable<RdmaDevice>()
                    .text("state", d -> d.netdev().running() ? "4: ACTIVE" : "1: DOWN")
                    .text("phys_state", d -> d.netdev().running() ? "5: LinkUp" : "3: Disabled")
                    .text("link_layer", _ -> "Ethernet")
                    .text("rate", RdmaFiles::rate)
                    .text("lid", _ -> "0x0")
                    .text("sm_lid", _ -> "0x0")
                    .text("cap_mask", _ -> "0x04010000")
                    .folder("gids", GIDS::of)
                    .folder("gid_attrs", GID_ATTRIBUTES::of);

    private static final FileTable<RdmaDevice> PORTS =
            new FileTable<RdmaDevice>().folder("1", PORT::of);

    private static final FileTable<RdmaDevice> DEVICE =
            new FileTable<RdmaDevice>()
                    .text("node_guid", device -> guid(device.guid()))
                    .text("sys_image_guid", device -> guid(device.guid()))
                    .text("node_type", _ -> "1: CA")
                    .text("node_desc", RdmaDevice::name)
                    .text("fw_ver", device -> model(device).firmware())
                    .text("board_id", device -> model(device).board())
                    .text("hca_type", device -> "0x%04x".formatted(model(device).ids().device()))
                    .text("hw_rev", _ -> "0")
                    .link("device", device -> device.function().path())
                    .link("subsystem", _ -> "/sys/class/infiniband")
                    .folder("ports", PORTS::of);

    private static final FileTable<RdmaDevice> VERBS =
            new FileTable<RdmaDevice>()
                    .text("ibdev", RdmaDevice::name)
                    .text("abi_version", _ -> "1")
                    .text("dev", device -> "231:" + (192 + device.number()))
                    .link("device", device -> device.function().path())
                    .link("subsystem", _ -> "/sys/class/infiniband_verbs");

    private RdmaFiles() {}

    /// The `infiniband` folder of a function.
    static Folder devices(On<PciFunction> on) {
        return single(on, RdmaDevice::name, DEVICE);
    }

    /// Its `infiniband_verbs` folder.
    static Folder verbs(On<PciFunction> on) {
        return single(on, RdmaFiles::verbsName, VERBS);
    }

    static String verbsName(RdmaDevice device) {
        return "uverbs" + device.number();
    }

    private static Folder single(
            On<PciFunction> on, Function<RdmaDevice, String> naming, FileTable<RdmaDevice> files) {
        Optional<RdmaDevice> device = on.it().rdma();
        return Folder.named(
                () -> device.map(naming).stream().toList(),
                name -> device.filter(it -> naming.apply(it).equals(name)).map(files::of));
    }

    private static CardModel model(RdmaDevice device) {
        return switch (device.function()) {
            case CardPort port -> port.model();
            case Vf vf -> vf.owner().model();
            case PciFunction other ->
                    throw new IllegalStateException(other.address() + " has no RDMA device");
        };
    }

    private static String rate(RdmaDevice device) {
        return model(device).mbit() / 1000 + " Gb/sec (4X)";
    }

    // fe80::/64 and the identifier of the interface
    private static String linkLocalGid(RdmaDevice device) {
        return "fe80:0000:0000:0000:" + guid(device.guid());
    }

    // ::ffff:10.x.y.z: whoever uses a VF gave its interface an address
    private static Optional<String> addressGid(RdmaDevice device) {
        long low = device.netdev().mac() & 0xffffffL;
        return device.function() instanceof Vf
                ? Optional.of(
                        "0000:0000:0000:0000:0000:ffff:0a%02x:%04x"
                                .formatted(low >> 16, low & 0xffff))
                : Optional.empty();
    }

    private static String guid(long guid) {
        String hex = HexFormat.of().toHexDigits(guid);
        return String.join(
                ":",
                List.of(
                        hex.substring(0, 4),
                        hex.substring(4, 8),
                        hex.substring(8, 12),
                        hex.substring(12)));
    }
}
