package io.vfleet.agent.collect;

import io.vfleet.agent.sight.LoadedModules;
import io.vfleet.domain.inventory.Host;
import io.vfleet.domain.inventory.KernelModule;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what concerns the machine as a whole.
final class HostFacts {

    private static final int MOST_MOUNTS = 64;
    private static final int FIRST_CPUS = 16 * 1024;
    private static final Pattern BOOT_TIME = Pattern.compile("(?m)^btime (\\d{1,11})$");
    private static final Pattern CHOSEN = Pattern.compile("\\[(\\w+)]");

    private static final String SECURE_BOOT =
            "/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c";
    private static final Pattern HUGETLBFS = Pattern.compile("^\\S+ (\\S+) hugetlbfs (\\S+)");
    private static final Pattern PAGE_SIZE = Pattern.compile("pagesize=(\\w+)");

    private HostFacts() {}

    static Host read(Look look) {
        Optional<String> cpus =
                look.bytes("/proc/cpuinfo", FIRST_CPUS)
                        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
        return new Host(
                look.text("/proc/sys/kernel/hostname"),
                look.text("/etc/machine-id"),
                look.text("/proc/sys/kernel/random/boot_id"),
                look.text("/proc/stat").flatMap(HostFacts::bootTime),
                look.text("/proc/sys/kernel/osrelease"),
                look.text("/proc/cmdline"),
                cpus.flatMap(HostFacts::cpuVendor),
                cpus.flatMap(HostFacts::hypervisor),
                look.text("/sys/kernel/security/lockdown").flatMap(HostFacts::chosen),
                firmware(look),
                new Host.Kernel(
                        taint(look),
                        cpus.flatMap(HostFacts::virtualization),
                        look.rareText("/sys/module/ib_core/parameters/netns_mode").map(Look::yes),
                        NextBoot.read(look),
                        secureBoot(look),
                        hugepageMounts(look),
                        List.of(),
                        List.of()));
    }

    private static OptionalLong taint(Look look) {
        return look.longCount("/proc/sys/kernel/tainted");
    }

    // four bytes of attributes, then the value
    private static Optional<Boolean> secureBoot(Look look) {
        return look.rareBytes(SECURE_BOOT, 5)
                .filter(bytes -> bytes.length == 5)
                .map(bytes -> bytes[4] == 1);
    }

    private static List<Host.HugepageMount> hugepageMounts(Look look) {
        return look.text("/proc/mounts").stream()
                .flatMap(mounts -> hugepageMounts(mounts).stream())
                .limit(MOST_MOUNTS)
                .toList();
    }

    /// Of `nodev /dev/hugepages1G hugetlbfs rw,relatime,pagesize=1024M 0 0`.
    static List<Host.HugepageMount> hugepageMounts(String mounts) {
        List<Host.HugepageMount> found = new ArrayList<>();
        for (String line : mounts.lines().toList()) {
            Matcher mount = HUGETLBFS.matcher(line);
            if (mount.find()) {
                Matcher size = PAGE_SIZE.matcher(mount.group(2));
                Optional<String> pages =
                        size.find() ? Optional.of(size.group(1)) : Optional.empty();
                found.add(new Host.HugepageMount(mount.group(1), pages));
            }
        }
        return found;
    }

    private static Host.Dmi firmware(Look look) {
        String folder = "/sys/class/dmi/id/";
        return new Host.Dmi(
                look.text(folder + "sys_vendor"),
                look.text(folder + "product_name"),
                look.text(folder + "product_uuid"),
                look.text(folder + "bios_version"),
                look.text(folder + "bios_date"));
    }

    static List<KernelModule> modules(Look look) {
        List<KernelModule> modules = new ArrayList<>();
        look.text(LoadedModules.PATH)
                .map(LoadedModules::taints)
                .orElseGet(TreeMap::new)
                .forEach((name, taints) -> modules.add(module(look, name, taints)));
        return modules;
    }

    private static KernelModule module(Look look, String name, String taints) {
        String folder = "/sys/module/" + name;
        Optional<String> version = look.rareText(folder + "/version");
        // both are there of a module that names a version, and of those from elsewhere
        boolean numbered = version.isPresent() || taints.contains("O");
        return new KernelModule(
                name,
                version,
                numbered ? look.rareText(folder + "/srcversion") : Optional.empty(),
                Optional.of(taints).filter(letters -> !letters.isEmpty()));
    }

    static Optional<Instant> bootTime(String stat) {
        Matcher time = BOOT_TIME.matcher(stat);
        return time.find()
                ? Optional.of(Instant.ofEpochSecond(Long.parseLong(time.group(1))))
                : Optional.empty();
    }

    static Optional<String> cpuVendor(String cpuinfo) {
        return field(cpuinfo, "vendor_id")
                .or(() -> field(cpuinfo, "CPU implementer").map(_ -> "ARM"));
    }

    /// Only x86 has the flag; elsewhere the file says nothing of a hypervisor.
    static Optional<Boolean> hypervisor(String cpuinfo) {
        return field(cpuinfo, "flags")
                .map(flags -> Arrays.asList(flags.split(" ")).contains("hypervisor"));
    }

    /// Intel's and AMD's word for it; a guest may lack it though its host has it.
    static Optional<String> virtualization(String cpuinfo) {
        return field(cpuinfo, "flags")
                .flatMap(flags ->
                        Arrays.stream(flags.split(" "))
                                .filter(flag -> flag.equals("vmx") || flag.equals("svm"))
                                .findFirst());
    }

    /// `integrity` of `none [integrity] confidentiality`.
    static Optional<String> chosen(String lockdown) {
        Matcher word = CHOSEN.matcher(lockdown);
        return word.find() ? Optional.of(word.group(1)) : Optional.empty();
    }

    private static Optional<String> field(String cpuinfo, String name) {
        return cpuinfo.lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.split(":", 2))
                .filter(parts -> parts.length == 2 && parts[0].strip().equals(name))
                .map(parts -> parts[1].strip())
                .findFirst();
    }
}
