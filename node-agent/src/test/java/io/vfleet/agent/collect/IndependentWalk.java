package io.vfleet.agent.collect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The same facts by other means: plain file names and `readlink`.
record IndependentWalk(Path root) {

    Map<String, String> pfs() throws IOException {
        Map<String, String> pfs = new TreeMap<>();
        for (Path total : found("sriov_totalvfs")) {
            Path pf = total.getParent();
            pfs.put(name(pf), read(pf.resolve("sriov_numvfs")) + " of " + read(total));
        }
        return pfs;
    }

    Map<String, String> vfs() throws IOException {
        Map<String, String> vfs = new TreeMap<>();
        for (Path device : devices()) {
            for (Path entry : children(device)) {
                if (name(entry).startsWith("virtfn")) {
                    vfs.put(name(device) + "/" + name(entry), name(Files.readSymbolicLink(entry)));
                }
            }
        }
        return vfs;
    }

    Map<String, Integer> vfGroups() throws IOException {
        Map<String, Integer> groups = new TreeMap<>();
        for (String vf : vfs().values()) {
            Path group = root.resolve("sys/bus/pci/devices").resolve(vf).resolve("iommu_group");
            if (Files.isSymbolicLink(group)) {
                groups.put(vf, Integer.valueOf(name(Files.readSymbolicLink(group))));
            }
        }
        return groups;
    }

    Map<String, Long> hugepages() throws IOException {
        Map<String, Long> pages = new TreeMap<>();
        add(pages, "all", root.resolve("sys/kernel/mm/hugepages"));
        for (Path node : children(root.resolve("sys/devices/system/node"))) {
            add(pages, name(node), node.resolve("hugepages"));
        }
        return pages;
    }

    private void add(Map<String, Long> pages, String node, Path folder) throws IOException {
        for (Path pool : children(folder)) {
            String size = name(pool).replaceAll("\\D", "");
            pages.put(node + "/" + size, Long.valueOf(read(pool.resolve("nr_hugepages"))));
        }
    }

    Map<String, String> functions() throws IOException {
        Map<String, String> functions = new TreeMap<>();
        for (Path device : devices()) {
            boolean network = said(device.resolve("class")).startsWith("0x02");
            if (network && !Files.exists(device.resolve("physfn"))) {
                functions.put(name(device), facts(device));
            }
        }
        return functions;
    }

    private static String facts(Path device) throws IOException {
        Path driver = device.resolve("driver");
        return "%s:%s %s"
                .formatted(
                        said(device.resolve("vendor")).replace("0x", ""),
                        said(device.resolve("device")).replace("0x", ""),
                        Files.isSymbolicLink(driver) ? name(Files.readSymbolicLink(driver)) : "?");
    }

    Map<String, String> netdevs(Set<String> functions) throws IOException {
        Map<String, String> netdevs = new TreeMap<>();
        for (String function : functions) {
            Path device = root.resolve("sys/bus/pci/devices").resolve(function);
            for (Path netdev : children(device.resolve("net"))) {
                netdevs.put(
                        name(netdev),
                        said(netdev.resolve("address")) + " " + said(netdev.resolve("mtu")));
            }
        }
        return netdevs;
    }

    List<String> modules() throws IOException {
        Path modules = root.resolve("proc/modules");
        return Files.exists(modules)
                ? Files.readAllLines(modules).stream().map(line -> line.split(" ")[0]).toList()
                : List.of();
    }

    private static String said(Path file) throws IOException {
        return Files.exists(file) ? read(file) : "?";
    }

    private List<Path> found(String file) throws IOException {
        return devices().stream()
                .map(device -> device.resolve(file))
                .filter(Files::exists)
                .toList();
    }

    private List<Path> devices() throws IOException {
        return children(root.resolve("sys/bus/pci/devices"));
    }

    private static List<Path> children(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file).strip();
    }
}
