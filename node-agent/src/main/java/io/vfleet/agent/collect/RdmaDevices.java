package io.vfleet.agent.collect;

import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.RdmaDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// All RDMA devices, joined to their functions by path: their names say nothing.
///
/// @param byFunction the names
/// @param others those without a function, or whose link was not captured
record RdmaDevices(Map<PciAddress, TreeSet<String>> byFunction, List<RdmaDevice> others) {

    private static final String CLASS = "/sys/class/infiniband";
    private static final Pattern SLASH = Pattern.compile("/");

    static RdmaDevices read(Look look) {
        SortedMap<PciAddress, TreeSet<String>> byFunction = new TreeMap<>();
        List<RdmaDevice> others = new ArrayList<>();
        for (String name : look.list(CLASS)) {
            Optional<PciAddress> function = function(look, name);
            function.ifPresent(
                    address -> byFunction.computeIfAbsent(address, _ -> new TreeSet<>()).add(name));
            if (function.isEmpty()) {
                others.add(device(look, CLASS + "/" + name, name));
            }
        }
        return new RdmaDevices(byFunction, others);
    }

    /// The devices of one function: its own folder's and those that point to it (irdma hangs below
    /// an auxiliary device).
    List<RdmaDevice> of(Look look, PciFunction function) {
        TreeSet<String> names =
                new TreeSet<>(byFunction.getOrDefault(function.address(), new TreeSet<>()));
        String folder = function.path("infiniband");
        if (function.has("infiniband") || !look.whole() && function.network() && names.isEmpty()) {
            names.addAll(look.list(folder));
        }
        return names.stream()
                .map(name -> device(look, home(folder, name, function), name))
                .toList();
    }

    /// The same devices with what is worth reading of PFs only.
    List<RdmaDevice> withDetails(Look look, PciFunction function, List<RdmaDevice> devices) {
        return devices.stream()
                .map(device -> detailed(look, folder(function, device), device))
                .toList();
    }

    private static RdmaDevice detailed(Look look, String folder, RdmaDevice device) {
        return new RdmaDevice(
                device.name(),
                device.parentNetdev(),
                device.nodeGuid(),
                device.firmware(),
                look.rareText(folder + "/board_id"),
                look.list(folder + "/device/infiniband_verbs"),
                device.ports().stream().map(port -> detailed(look, folder, port)).toList(),
                look.text(folder + "/sys_image_guid"));
    }

    private static RdmaDevice.Port detailed(Look look, String folder, RdmaDevice.Port port) {
        return new RdmaDevice.Port(
                port.number(),
                port.state(),
                port.physicalState(),
                port.linkLayer(),
                port.rate(),
                look.text(folder + "/ports/" + port.number() + "/gids/0"),
                lid(look, folder, port, "lid"),
                lid(look, folder, port, "sm_lid"));
    }

    // `0x5`; on Ethernet both are 0 and mean nothing
    private static OptionalInt lid(Look look, String folder, RdmaDevice.Port port, String file) {
        if (!port.infiniBand()) {
            return OptionalInt.empty();
        }
        return look.hexNumber("%s/ports/%d/%s".formatted(folder, port.number(), file));
    }

    /// Where the files of a function's device stand.
    String folder(PciFunction function, RdmaDevice device) {
        return home(function.path("infiniband"), device.name(), function);
    }

    private String home(String folder, String name, PciFunction function) {
        boolean inClass =
                byFunction.getOrDefault(function.address(), new TreeSet<>()).contains(name);
        return (inClass ? CLASS : folder) + "/" + name;
    }

    private static Optional<PciAddress> function(Look look, String name) {
        Optional<String> target = look.glanceLink(CLASS + "/" + name);
        if (target.isPresent()) {
            return target.flatMap(RdmaDevices::functionIn);
        }
        return look.linkName(CLASS + "/" + name + "/device").flatMap(PciAddress::find);
    }

    /// The function in `../../devices/pci0000:80/0000:80:02.2/0000:82:00.0/infiniband/mlx4_0`.
    static Optional<PciAddress> functionIn(String target) {
        return SLASH.splitAsStream(target)
                .flatMap(component -> PciAddress.find(component).stream())
                .reduce((_, nearest) -> nearest);
    }

    private static RdmaDevice device(Look look, String folder, String name) {
        return new RdmaDevice(
                name,
                look.rareText(folder + "/parent"),
                look.text(folder + "/node_guid"),
                look.text(folder + "/fw_ver"),
                Optional.empty(),
                List.of(),
                look.list(folder + "/ports").stream()
                        .flatMap(port -> port(look, folder, port).stream())
                        .toList());
    }

    private static Optional<RdmaDevice.Port> port(Look look, String folder, String name) {
        if (!name.matches("\\d{1,5}")) {
            return Optional.empty();
        }
        String port = folder + "/ports/" + name;
        return Optional.of(
                new RdmaDevice.Port(
                        Integer.parseInt(name),
                        look.text(port + "/state").map(RdmaDevices::word),
                        look.text(port + "/phys_state").map(RdmaDevices::word),
                        look.text(port + "/link_layer"),
                        look.text(port + "/rate"),
                        Optional.empty()));
    }

    /// `ACTIVE` of `4: ACTIVE`.
    static String word(String state) {
        int colon = state.indexOf(':');
        return state.substring(colon + 1).strip();
    }
}
