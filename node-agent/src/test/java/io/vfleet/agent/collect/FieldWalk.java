package io.vfleet.agent.collect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A captured tree's facts by plain file names, in the words of a report's document: what stands
/// where, written down once more by somebody who knows nothing of the collector.
final class FieldWalk {

    private static final UnaryOperator<String> AS_IT_IS = text -> text;
    private static final UnaryOperator<String> HEX = text -> text.replaceFirst("^0x", "");
    private static final UnaryOperator<String> FLAG =
            text -> text.matches("1|Y") ? "true" : "false";
    private static final UnaryOperator<String> WORD = text -> text.replaceFirst("^\\d+: *", "");
    private static final UnaryOperator<String> RATE =
            text -> Integer.toString((int) (1000 * Double.parseDouble(text.split(" ")[0])));
    private static final Pattern BOOT_TIME = Pattern.compile("(?m)^btime (\\d+)$");

    private final Path root;
    private final SortedMap<String, String> facts = new TreeMap<>();
    private final Map<String, Path> functions = new TreeMap<>();

    private FieldWalk(Path root) {
        this.root = root;
    }

    static SortedMap<String, String> of(Path root) throws IOException {
        FieldWalk walk = new FieldWalk(root);
        walk.host();
        walk.iommu();
        walk.hugepages();
        walk.modules();
        walk.functions();
        return walk.facts;
    }

    private void host() throws IOException {
        file("host.hostname", root.resolve("proc/sys/kernel/hostname"), AS_IT_IS);
        file("host.machineId", root.resolve("etc/machine-id"), AS_IT_IS);
        file("host.bootId", root.resolve("proc/sys/kernel/random/boot_id"), AS_IT_IS);
        file("host.kernelRelease", root.resolve("proc/sys/kernel/osrelease"), AS_IT_IS);
        file("host.kernelCommandLine", root.resolve("proc/cmdline"), AS_IT_IS);
        file("host.kernel.taint", root.resolve("proc/sys/kernel/tainted"), AS_IT_IS);
        Path netns = root.resolve("sys/module/ib_core/parameters/netns_mode");
        file("host.kernel.rdmaNetnsShared", netns, FLAG);
        Path dmi = root.resolve("sys/class/dmi/id");
        file("host.dmi.systemVendor", dmi.resolve("sys_vendor"), AS_IT_IS);
        file("host.dmi.productName", dmi.resolve("product_name"), AS_IT_IS);
        file("host.dmi.productUuid", dmi.resolve("product_uuid"), AS_IT_IS);
        file("host.dmi.biosVersion", dmi.resolve("bios_version"), AS_IT_IS);
        file("host.dmi.biosDate", dmi.resolve("bios_date"), AS_IT_IS);
        Matcher booted = BOOT_TIME.matcher(said(root.resolve("proc/stat")));
        if (booted.find()) {
            long second = Long.parseLong(booted.group(1));
            facts.put("host.bootedAt", Instant.ofEpochSecond(second).toString());
        }
    }

    private void iommu() throws IOException {
        Path acpi = root.resolve("sys/firmware/acpi/tables");
        facts.put("iommu.acpiTables", String.join(" ", names(acpi, "DMAR|IVRS|IORT")));
        facts.put("iommu.units", String.join(" ", names(root.resolve("sys/class/iommu"), ".*")));
        Path groups = root.resolve("sys/kernel/iommu_groups");
        if (Files.isDirectory(groups)) {
            facts.put("iommu.groupCount", Integer.toString(names(groups, "\\d+").size()));
        }
    }

    private void hugepages() throws IOException {
        pools("", root.resolve("sys/kernel/mm/hugepages"));
        Path nodes = root.resolve("sys/devices/system/node");
        for (String node : names(nodes, "node\\d+")) {
            pools(node.substring(4), nodes.resolve(node).resolve("hugepages"));
        }
    }

    private void pools(String node, Path folder) throws IOException {
        for (String pool : names(folder, "hugepages-\\d+kB")) {
            String key = "hugepages[%s/%s].".formatted(node, pool.replaceAll("\\D", ""));
            file(key + "total", folder.resolve(pool).resolve("nr_hugepages"), AS_IT_IS);
            file(key + "free", folder.resolve(pool).resolve("free_hugepages"), AS_IT_IS);
            file(key + "reserved", folder.resolve(pool).resolve("resv_hugepages"), AS_IT_IS);
            file(key + "surplus", folder.resolve(pool).resolve("surplus_hugepages"), AS_IT_IS);
        }
    }

    private void modules() throws IOException {
        for (String line : said(root.resolve("proc/modules")).lines().toList()) {
            String name = line.split(" ")[0];
            Path module = root.resolve("sys/module").resolve(name);
            facts.put("modules[" + name + "].name", name);
            file("modules[" + name + "].version", module.resolve("version"), AS_IT_IS);
            if (line.endsWith(")")) {
                String letters = line.substring(line.lastIndexOf('(') + 1, line.length() - 1);
                facts.put("modules[" + name + "].taints", letters);
            }
            if (Files.exists(module.resolve("version")) || line.matches(".*\\(\\w*O\\w*\\)")) {
                file("modules[" + name + "].sourceVersion", module.resolve("srcversion"), AS_IT_IS);
            }
        }
    }

    private void functions() throws IOException {
        for (String folder : List.of("sys/bus/pci/devices", "sys/class/mdev_bus")) {
            for (String address : names(root.resolve(folder), ".*:..:..\\.\\d")) {
                functions.putIfAbsent(address, root.resolve(folder).resolve(address));
            }
        }
        for (Map.Entry<String, Path> function : functions.entrySet()) {
            if (told(function.getValue())) {
                function(function.getKey(), function.getValue());
            }
        }
        rdma(root.resolve("sys/class/infiniband"));
    }

    // networks of any kind, whoever makes VFs, and VFs
    private static boolean told(Path device) throws IOException {
        return said(device.resolve("class")).startsWith("0x02")
                || Files.exists(device.resolve("sriov_totalvfs"))
                || Files.exists(device.resolve("physfn"), NOFOLLOW_LINKS)
                || vf(device.resolve("config"))
                || Files.isDirectory(device.resolve("net"))
                || Files.isDirectory(device.resolve("infiniband"));
    }

    // its ids read as ones (PCIe 6.0 §9.3.4.1)
    private static boolean vf(Path config) throws IOException {
        return Files.isRegularFile(config) && said(config).startsWith("\u00ff\u00ff\u00ff\u00ff");
    }

    private void function(String address, Path device) throws IOException {
        String key = address + ".";
        file(key + "vendorId", device.resolve("vendor"), HEX);
        file(key + "deviceId", device.resolve("device"), HEX);
        file(key + "classCode", device.resolve("class"), HEX);
        file(key + "numaNode", device.resolve("numa_node"), AS_IT_IS);
        facts.remove(key + "numaNode", "-1");
        link(key + "driver", device.resolve("driver"));
        link(key + "iommuGroup", device.resolve("iommu_group"));
        if (Files.exists(device.resolve("sriov_totalvfs"))) {
            physical(key, device);
        }
        netdevs(key, device.resolve("net"));
        rdma(device.resolve("infiniband"));
    }

    private void physical(String key, Path device) throws IOException {
        file(key + "sriov.totalVfs", device.resolve("sriov_totalvfs"), AS_IT_IS);
        file(key + "sriov.numVfs", device.resolve("sriov_numvfs"), AS_IT_IS);
        file(key + "sriov.offset", device.resolve("sriov_offset"), AS_IT_IS);
        file(key + "sriov.stride", device.resolve("sriov_stride"), AS_IT_IS);
        file(key + "sriov.vfDeviceId", device.resolve("sriov_vf_device"), HEX);
        file(key + "sriov.driversAutoprobe", device.resolve("sriov_drivers_autoprobe"), FLAG);
        file(key + "sriov.vfTotalMsix", device.resolve("sriov_vf_total_msix"), AS_IT_IS);
        file(key + "pcie.link.speed", device.resolve("current_link_speed"), RATE);
        file(key + "pcie.link.width", device.resolve("current_link_width"), AS_IT_IS);
        file(key + "pcie.link.maxSpeed", device.resolve("max_link_speed"), RATE);
        file(key + "pcie.link.maxWidth", device.resolve("max_link_width"), AS_IT_IS);
        file(key + "pcie.ariEnabled", device.resolve("ari_enabled"), FLAG);
        file(key + "card.revision", device.resolve("revision"), HEX);
        String board = said(device.resolve("subsystem_vendor"));
        if (!board.isEmpty()) {
            String number = said(device.resolve("subsystem_device"));
            facts.put(key + "card.subsystem", HEX.apply(board) + ":" + HEX.apply(number));
        }
        for (String entry : names(device, "virtfn\\d+")) {
            facts.put(key + entry, name(Files.readSymbolicLink(device.resolve(entry))));
        }
    }

    private void netdevs(String key, Path folder) throws IOException {
        for (String name : names(folder, ".*")) {
            String netdev = key + "netdevs[" + name + "].";
            file(netdev + "mac", folder.resolve(name).resolve("address"), AS_IT_IS);
            file(netdev + "mtu", folder.resolve(name).resolve("mtu"), AS_IT_IS);
            file(netdev + "operState", folder.resolve(name).resolve("operstate"), AS_IT_IS);
        }
    }

    private void rdma(Path folder) throws IOException {
        for (String name : names(folder, ".*")) {
            Path device = folder.resolve(name);
            String key = "rdma[" + name + "].";
            facts.put(key + "name", name);
            file(key + "parentNetdev", device.resolve("parent"), AS_IT_IS);
            file(key + "nodeGuid", device.resolve("node_guid"), AS_IT_IS);
            file(key + "firmware", device.resolve("fw_ver"), AS_IT_IS);
            for (String port : names(device.resolve("ports"), "\\d+")) {
                Path files = device.resolve("ports").resolve(port);
                file(key + port + ".state", files.resolve("state"), WORD);
                file(key + port + ".physicalState", files.resolve("phys_state"), WORD);
                file(key + port + ".linkLayer", files.resolve("link_layer"), AS_IT_IS);
                file(key + port + ".rate", files.resolve("rate"), AS_IT_IS);
            }
        }
    }

    private void file(String key, Path file, UnaryOperator<String> words) throws IOException {
        String text = said(file);
        if (!text.isEmpty()) {
            facts.put(key, words.apply(text));
        }
    }

    private void link(String key, Path link) throws IOException {
        if (Files.isSymbolicLink(link)) {
            facts.put(key, name(Files.readSymbolicLink(link)));
        }
    }

    private static List<String> names(Path folder, String pattern) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(FieldWalk::name)
                    .filter(name -> name.matches(pattern))
                    .sorted()
                    .toList();
        }
    }

    private static String said(Path file) throws IOException {
        return Files.isRegularFile(file) && Files.isReadable(file)
                ? Files.readString(file, ISO_8859_1).strip()
                : "";
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }
}
