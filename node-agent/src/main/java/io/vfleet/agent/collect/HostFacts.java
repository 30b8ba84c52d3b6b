package io.vfleet.agent.collect;

import io.vfleet.domain.inventory.Host;
import io.vfleet.domain.inventory.KernelModule;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what concerns the machine as a whole.
final class HostFacts {

    private static final int FIRST_CPUS = 16 * 1024;
    private static final Pattern BOOT_TIME = Pattern.compile("(?m)^btime (\\d{1,12})$");
    private static final Pattern CHOSEN = Pattern.compile("\\[(\\w+)]");
    private static final Pattern MODULE_NAME = Pattern.compile("[\\w-]+");

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
                firmware(look));
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
        return look.text("/proc/modules").map(HostFacts::moduleNames).orElse(List.of()).stream()
                .map(name ->
                        new KernelModule(name, look.rareText("/sys/module/" + name + "/version")))
                .toList();
    }

    /// The names in `/proc/modules`, sorted.
    static List<String> moduleNames(String modules) {
        return modules.lines()
                .map(line -> line.split(" ", 2)[0])
                .filter(name -> MODULE_NAME.matcher(name).matches())
                .sorted()
                .distinct()
                .toList();
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
