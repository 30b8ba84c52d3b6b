package io.vfleet.agent.collect;

import static io.vfleet.agent.collect.TreeFiles.bytes;
import static io.vfleet.agent.collect.TreeFiles.counted;
import static io.vfleet.agent.collect.TreeFiles.names;
import static io.vfleet.agent.collect.TreeFiles.said;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A captured tree's facts by plain file names, in the words of a report's document: what stands
/// where, written down once more by somebody who knows nothing of the collector.
final class FieldWalk {

    static final UnaryOperator<String> HEX = text -> text.replaceFirst("^0x", "");
    static final UnaryOperator<String> FLAG = text -> text.matches("1|Y") ? "true" : "false";
    private static final Pattern BOOT_TIME = Pattern.compile("(?m)^btime (\\d+)$");
    private static final Pattern CHOSEN = Pattern.compile("\\[(.*)]");

    private final TreeFiles files;

    private FieldWalk(Path root) {
        files = new TreeFiles(root);
    }

    static SortedMap<String, String> of(Path root) throws IOException {
        FieldWalk walk = new FieldWalk(root);
        walk.host();
        walk.processors();
        walk.mounts();
        walk.iommu();
        walk.hugepages();
        walk.modules();
        walk.labels();
        FunctionWalk functions = new FunctionWalk(walk.files);
        functions.walk();
        walk.groups(functions);
        new BootWalk(walk.files).walk();
        new TroubleWalk(walk.files, functions).walk();
        new UseWalk(walk.files, functions).walk();
        return walk.files.facts();
    }

    private void host() throws IOException {
        files.file("host.hostname", files.at("proc/sys/kernel/hostname"));
        files.file("host.machineId", files.at("etc/machine-id"));
        files.file("host.bootId", files.at("proc/sys/kernel/random/boot_id"));
        files.file("host.kernelRelease", files.at("proc/sys/kernel/osrelease"));
        files.file("host.kernelCommandLine", files.at("proc/cmdline"));
        files.file("host.kernel.taint", files.at("proc/sys/kernel/tainted"));
        Path netns = files.at("sys/module/ib_core/parameters/netns_mode");
        files.file("host.kernel.rdmaNetnsShared", netns, FLAG);
        Path dmi = files.at("sys/class/dmi/id");
        files.file("host.dmi.systemVendor", dmi.resolve("sys_vendor"));
        files.file("host.dmi.productName", dmi.resolve("product_name"));
        files.file("host.dmi.productUuid", dmi.resolve("product_uuid"));
        files.file("host.dmi.biosVersion", dmi.resolve("bios_version"));
        files.file("host.dmi.biosDate", dmi.resolve("bios_date"));
        Matcher booted = BOOT_TIME.matcher(said(files.at("proc/stat")));
        if (booted.find()) {
            long second = Long.parseLong(booted.group(1));
            files.put("host.bootedAt", Instant.ofEpochSecond(second));
        }
        Matcher lockdown = CHOSEN.matcher(said(files.at("sys/kernel/security/lockdown")));
        if (lockdown.find()) {
            files.put("host.lockdown", lockdown.group(1));
        }
        for (String name : names(files.at("sys/firmware/efi/efivars"), "SecureBoot-.*")) {
            int[] variable = bytes(files.at("sys/firmware/efi/efivars/" + name));
            files.put("host.kernel.secureBoot", variable[4] == 1);
        }
    }

    private void processors() throws IOException {
        for (String line : said(files.at("proc/cpuinfo")).lines().toList()) {
            String said = line.substring(line.indexOf(':') + 1).strip();
            if (line.startsWith("vendor_id")) {
                files.put("host.cpuVendor", said);
            }
            if (line.startsWith("flags")) {
                String flags = " " + said + " ";
                files.put("host.hypervisor", flags.contains(" hypervisor "));
                files.putIf(
                        "host.kernel.cpuVirtualization",
                        flags.contains(" vmx ") ? "vmx" : flags.contains(" svm ") ? "svm" : "");
            }
        }
    }

    private void mounts() throws IOException {
        List<String> places = new ArrayList<>();
        for (String line : said(files.at("proc/mounts")).lines().toList()) {
            String[] words = line.split(" ");
            if (words[2].equals("hugetlbfs")) {
                places.add(words[1]);
                String key = "host.kernel.hugepageMounts[" + words[1] + "].";
                files.put(key + "path", words[1]);
                int size = words[3].indexOf("pagesize=");
                files.putIf(
                        key + "pageSize",
                        size < 0 ? "" : words[3].substring(size + 9).split(",")[0]);
            }
        }
        files.putAll("host.kernel.hugepageMounts", places);
    }

    private void iommu() throws IOException {
        Path acpi = files.at("sys/firmware/acpi/tables");
        files.putAll("iommu.acpiTables", names(acpi, "DMAR|IVRS|IORT"));
        files.putAll("iommu.units", names(files.at("sys/class/iommu"), ".*"));
        int[] dmar = bytes(acpi.resolve("DMAR"));
        if (dmar.length > 0) {
            files.put("iommu.interruptRemapping", dmar[37] % 2 == 1);
            files.put("iommu.offer.x2apicOptOut", dmar[37] / 2 % 2 == 1);
            files.put("iommu.offer.dmaProtection", dmar[37] / 4 % 2 == 1);
            files.put("iommu.offer.units", units(dmar));
        }
        String interrupts = said(files.at("proc/interrupts"));
        if (interrupts.contains("IO-APIC") || interrupts.contains("PCI-MSI")) {
            files.put("iommu.interruptsRemapped", interrupts.contains("IR-"));
        }
        Path modules = files.at("sys/module");
        Path noIommu = modules.resolve("vfio/parameters/enable_unsafe_noiommu_mode");
        files.file("iommu.unsafeNoIommu", noIommu, FLAG);
        Path unsafe = modules.resolve("vfio_iommu_type1/parameters/allow_unsafe_interrupts");
        files.file("iommu.unsafeInterrupts", unsafe, FLAG);
    }

    // struct acpi_dmar_header: type and length; type 0 is a unit
    private static int units(int[] dmar) {
        int units = 0;
        for (int at = 48; at < dmar.length; at += dmar[at + 2] + 256 * dmar[at + 3]) {
            units += dmar[at] + dmar[at + 1] == 0 ? 1 : 0;
        }
        return units;
    }

    private void groups(FunctionWalk functions) throws IOException {
        Path groups = files.at("sys/kernel/iommu_groups");
        if (Files.isDirectory(groups)) {
            files.put("iommu.groupCount", names(groups, "\\d+").size());
        }
        TreeSet<Integer> told = functions.groups();
        files.putAll("iommu.groups", told.stream().map(String::valueOf).toList());
        for (int group : told) {
            String key = "iommu.groups[" + group + "].";
            Path folder = groups.resolve(Integer.toString(group));
            files.put(key + "id", group);
            files.file(key + "type", folder.resolve("type"));
            files.file(key + "name", folder.resolve("name"));
            List<String> members = names(folder.resolve("devices"), ".*");
            files.putAll(key + "members", members);
            for (String member : members) {
                files.put(member + ".address", member);
                Path device = files.at("sys/bus/pci/devices").resolve(member);
                files.file(member + ".classCode", device.resolve("class"), HEX);
            }
        }
    }

    private void hugepages() throws IOException {
        List<String> all = new ArrayList<>(pools("", files.at("sys/kernel/mm/hugepages")));
        Path nodes = files.at("sys/devices/system/node");
        for (String node : counted(nodes, "node\\d+")) {
            all.addAll(pools(node.substring(4), nodes.resolve(node).resolve("hugepages")));
        }
        files.putAll("hugepages", all);
    }

    private List<String> pools(String node, Path folder) throws IOException {
        List<String> pools = new ArrayList<>();
        for (String pool : counted(folder, "hugepages-\\d+kB")) {
            String size = pool.replaceAll("\\D", "");
            pools.add(node + "/" + size);
            String key = "hugepages[" + node + "/" + size + "].";
            files.put(key + "sizeKiB", size);
            files.putIf(key + "numaNode", node);
            files.file(key + "total", folder.resolve(pool).resolve("nr_hugepages"));
            files.file(key + "free", folder.resolve(pool).resolve("free_hugepages"));
            files.file(key + "reserved", folder.resolve(pool).resolve("resv_hugepages"));
            files.file(key + "surplus", folder.resolve(pool).resolve("surplus_hugepages"));
        }
        return pools;
    }

    private void modules() throws IOException {
        List<String> all = new ArrayList<>();
        for (String line : said(files.at("proc/modules")).lines().toList()) {
            String name = line.split(" ")[0];
            all.add(name);
            Path module = files.at("sys/module").resolve(name);
            files.put("modules[" + name + "].name", name);
            files.file("modules[" + name + "].version", module.resolve("version"));
            if (line.endsWith(")")) {
                String letters = line.substring(line.lastIndexOf('(') + 1, line.length() - 1);
                files.put("modules[" + name + "].taints", letters);
            }
            if (Files.exists(module.resolve("version")) || line.matches(".*\\(\\w*O\\w*\\)")) {
                files.file("modules[" + name + "].sourceVersion", module.resolve("srcversion"));
            }
        }
        files.putAll("modules", all.stream().sorted(Comparator.naturalOrder()).toList());
    }

    private void labels() throws IOException {
        for (String line : said(files.at("etc/vfleet/agent.yaml")).lines().toList()) {
            String[] words = line.strip().split(": ");
            if (line.startsWith("  ") && words.length == 2) {
                files.put("labels." + words[0], words[1]);
            }
        }
    }
}
