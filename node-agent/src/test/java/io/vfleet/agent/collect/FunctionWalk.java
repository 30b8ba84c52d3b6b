package io.vfleet.agent.collect;

import static io.vfleet.agent.collect.TreeFiles.bytes;
import static io.vfleet.agent.collect.TreeFiles.counted;
import static io.vfleet.agent.collect.TreeFiles.names;
import static io.vfleet.agent.collect.TreeFiles.said;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The functions of a captured tree: which are told of, and what their files say.
final class FunctionWalk {

    private static final Pattern ADDRESS =
            Pattern.compile("\\p{XDigit}{4,7}:\\p{XDigit}{2}:\\p{XDigit}{2}\\.[0-7]");

    private final TreeFiles files;
    private final Map<String, Path> devices = new TreeMap<>();
    private final List<String> pfs = new ArrayList<>();
    private final Map<String, String> pfOfVf = new TreeMap<>();
    private final TreeSet<String> vfs = new TreeSet<>();
    private final List<String> others = new ArrayList<>();
    private final TreeSet<Integer> groups = new TreeSet<>();
    private final TreeSet<String> bridges = new TreeSet<>();
    private final Map<String, TreeSet<String>> rdma = new HashMap<>();

    FunctionWalk(TreeFiles files) {
        this.files = files;
    }

    List<String> pfs() {
        return pfs;
    }

    TreeSet<String> vfs() {
        return vfs;
    }

    Path device(String address) {
        return devices.getOrDefault(address, files.at("sys/bus/pci/devices").resolve(address));
    }

    TreeSet<Integer> groups() {
        return groups;
    }

    /// Of which function's lines a function's are; empty for one that is not told of.
    String subject(String address) {
        return bridges.contains(address)
                        || pfs.contains(address)
                        || others.contains(address)
                        || vfs.contains(address)
                ? pfOfVf.getOrDefault(address, address)
                : "";
    }

    void walk() throws IOException {
        for (String folder : List.of("sys/bus/pci/devices", "sys/class/mdev_bus")) {
            for (String address : names(files.at(folder), ".*:..:..\\.\\d")) {
                devices.putIfAbsent(address, files.at(folder).resolve(address));
            }
        }
        for (Map.Entry<String, Path> device : devices.entrySet()) {
            sort(device.getKey(), device.getValue());
        }
        rdmaDevices(files.at("sys/class/infiniband"));
        for (String pf : pfs) {
            physical(pf, device(pf));
        }
        vfs.addAll(pfOfVf.keySet());
        for (String vf : vfs) {
            virtual(vf, device(vf));
        }
        for (String other : others) {
            function(other, device(other));
        }
        files.putAll("physicalFunctions", pfs);
        files.putAll("otherNetworkFunctions", others);
        files.putAll(
                "orphanVirtualFunctions",
                vfs.stream().filter(vf -> !pfOfVf.containsKey(vf)).toList());
    }

    // networks of any kind, whoever makes VFs, and VFs
    private void sort(String address, Path device) throws IOException {
        if (Files.exists(device.resolve("physfn"), NOFOLLOW_LINKS) || hollow(device)) {
            vfs.add(address);
        } else if (Files.exists(device.resolve("sriov_totalvfs"))) {
            pfs.add(address);
        } else if (said(device.resolve("class")).startsWith("0x02")
                || Files.isDirectory(device.resolve("net"))
                || Files.isDirectory(device.resolve("infiniband"))) {
            others.add(address);
        }
    }

    // its ids read as ones (PCIe 6.0 §9.3.4.1)
    private static boolean hollow(Path device) throws IOException {
        int[] config = bytes(device.resolve("config"));
        return config.length >= 4 && config[0] + config[1] + config[2] + config[3] == 4 * 0xff;
    }

    private void function(String address, Path device) throws IOException {
        String key = address + ".";
        files.put(key + "address", address);
        files.file(key + "vendorId", device.resolve("vendor"), FieldWalk.HEX);
        files.file(key + "deviceId", device.resolve("device"), FieldWalk.HEX);
        files.file(key + "classCode", device.resolve("class"), FieldWalk.HEX);
        files.file(key + "numaNode", device.resolve("numa_node"));
        files.facts().remove(key + "numaNode", "-1");
        files.link(key + "driver", device.resolve("driver"));
        files.link(key + "iommuGroup", device.resolve("iommu_group"));
        List<String> netdevs = names(device.resolve("net"), ".*");
        files.putAll(key + "netdevs", netdevs);
        for (String name : netdevs) {
            Path netdev = device.resolve("net").resolve(name);
            files.put(key + "netdevs[" + name + "].name", name);
            files.file(key + "netdevs[" + name + "].mac", netdev.resolve("address"));
            files.file(key + "netdevs[" + name + "].mtu", netdev.resolve("mtu"));
            files.file(key + "netdevs[" + name + "].operState", netdev.resolve("operstate"));
        }
        TreeSet<String> own = rdma.getOrDefault(address, new TreeSet<>());
        own.addAll(names(device.resolve("infiniband"), ".*"));
        files.putAll(key + "rdmaDevices", List.copyOf(own));
        for (String name : own) {
            Path inClass = files.at("sys/class/infiniband").resolve(name);
            boolean there = Files.isDirectory(inClass);
            rdma(name, there ? inClass : device.resolve("infiniband").resolve(name));
        }
    }

    private void virtual(String address, Path device) throws IOException {
        files.put(address + ".address", address);
        if (!Files.isDirectory(device)) {
            return;
        }
        function(address, device);
        countGroup(address);
        files.file(address + ".driverOverride", device.resolve("driver_override"));
        files.facts().remove(address + ".driverOverride", "(null)");
        if (Files.isDirectory(device.resolve("msi_irqs"))) {
            files.put(address + ".interrupts", names(device.resolve("msi_irqs"), ".*").size());
        }
    }

    private void countGroup(String address) {
        String group = files.facts().getOrDefault(address + ".iommuGroup", "");
        if (!group.isEmpty()) {
            groups.add(Integer.valueOf(group));
        }
    }

    private void physical(String address, Path device) throws IOException {
        String key = address + ".";
        function(address, device);
        countGroup(address);
        files.file(key + "sriov.totalVfs", device.resolve("sriov_totalvfs"));
        files.file(key + "sriov.numVfs", device.resolve("sriov_numvfs"));
        files.file(key + "sriov.offset", device.resolve("sriov_offset"));
        files.file(key + "sriov.stride", device.resolve("sriov_stride"));
        files.file(key + "sriov.vfDeviceId", device.resolve("sriov_vf_device"), FieldWalk.HEX);
        Path autoprobe = device.resolve("sriov_drivers_autoprobe");
        files.file(key + "sriov.driversAutoprobe", autoprobe, FieldWalk.FLAG);
        files.file(key + "sriov.vfTotalMsix", device.resolve("sriov_vf_total_msix"));
        files.file(key + "card.revision", device.resolve("revision"), FieldWalk.HEX);
        String board = said(device.resolve("subsystem_vendor"));
        if (!board.isEmpty()) {
            String number = said(device.resolve("subsystem_device"));
            files.put(
                    key + "card.subsystem",
                    FieldWalk.HEX.apply(board) + ":" + FieldWalk.HEX.apply(number));
        }
        List<String> own = new ArrayList<>();
        for (String entry : counted(device, "virtfn\\d+")) {
            String vf = Files.readSymbolicLink(device.resolve(entry)).getFileName().toString();
            own.add(vf);
            pfOfVf.put(vf, address);
            files.put(vf + ".index", entry.substring("virtfn".length()));
        }
        files.putAll(key + "virtualFunctions", own);
        for (String name : names(device.resolve("net"), ".*")) {
            port(key + "netdevs[" + name + "].", device.resolve("net").resolve(name));
        }
        List<String> above = above(address);
        bridges.addAll(above);
        new PcieWalk(files).physical(key, device, above);
    }

    // what is told of PFs' netdevs only
    private void port(String key, Path netdev) throws IOException {
        if (said(netdev.resolve("addr_assign_type")).equals("0")) {
            files.file(key + "permanentMac", netdev.resolve("address"));
        }
        files.file(key + "speedMbps", netdev.resolve("speed"));
        files.facts().remove(key + "speedMbps", "-1");
        files.link(key + "master", netdev.resolve("master"));
        files.file(key + "portName", netdev.resolve("phys_port_name"));
        files.file(key + "switchId", netdev.resolve("phys_switch_id"));
        String routes = said(files.at("proc/net/route"));
        if (!routes.isEmpty()) {
            String master = files.facts().getOrDefault(key + "master", "");
            String name = netdev.getFileName().toString();
            files.put(
                    key + "defaultRoute",
                    routes.lines()
                            .map(line -> line.split("\\s+"))
                            .filter(columns -> columns[1].equals("00000000"))
                            .anyMatch(route -> route[0].equals(name) || route[0].equals(master)));
        }
    }

    /// The bridges above a function, nearest first, by where its entry links to.
    private List<String> above(String address) throws IOException {
        Path entry = files.at("sys/bus/pci/devices").resolve(address);
        if (!Files.isSymbolicLink(entry)) {
            return List.of();
        }
        List<String> way =
                ADDRESS.matcher(Files.readSymbolicLink(entry).toString())
                        .results()
                        .map(MatchResult::group)
                        .toList();
        return way.reversed().subList(1, way.size());
    }

    // joined to functions by the way their entry links
    private void rdmaDevices(Path folder) throws IOException {
        List<String> free = new ArrayList<>();
        for (String name : names(folder, ".*")) {
            Path entry = folder.resolve(name);
            String way =
                    Files.isSymbolicLink(entry) ? Files.readSymbolicLink(entry).toString() : "";
            List<String> on = ADDRESS.matcher(way).results().map(MatchResult::group).toList();
            if (on.isEmpty()) {
                free.add(name);
                rdma(name, entry);
            } else {
                rdma.computeIfAbsent(on.getLast(), _ -> new TreeSet<>()).add(name);
            }
        }
        files.putAll("rdmaDevices", free);
    }

    private void rdma(String name, Path device) throws IOException {
        String key = "rdma[" + name + "].";
        files.put(key + "name", name);
        files.file(key + "parentNetdev", device.resolve("parent"));
        files.file(key + "nodeGuid", device.resolve("node_guid"));
        files.file(key + "firmware", device.resolve("fw_ver"));
        List<String> ports = counted(device.resolve("ports"), "\\d+");
        files.putAll(key + "ports", ports);
        for (String port : ports) {
            Path folder = device.resolve("ports").resolve(port);
            files.put(key + "ports[" + port + "].number", port);
            String state = key + "ports[" + port + "].";
            files.file(state + "state", folder.resolve("state"), FunctionWalk::word);
            files.file(state + "physicalState", folder.resolve("phys_state"), FunctionWalk::word);
            files.file(state + "linkLayer", folder.resolve("link_layer"));
            files.file(state + "rate", folder.resolve("rate"));
        }
    }

    private static String word(String state) {
        return state.replaceFirst("^\\d+: *", "");
    }
}
