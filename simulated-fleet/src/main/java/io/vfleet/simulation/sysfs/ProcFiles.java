package io.vfleet.simulation.sysfs;

import io.vfleet.simulation.catalog.Cpu;
import io.vfleet.simulation.kernel.Hugepages;
import io.vfleet.simulation.kernel.Kernel;
import io.vfleet.simulation.sysfs.Entry.Folder;
import java.util.stream.Collectors;

/// procfs, as far as it tells of the whole machine.
final class ProcFiles {

    private static final FileTable<Kernel> RANDOM =
            new FileTable<Kernel>().text("boot_id", kernel -> kernel.boot().id());

    private static final FileTable<Kernel> SYS_KERNEL =
            new FileTable<Kernel>()
                    .text("hostname", kernel -> kernel.machine().hostname())
                    .text("osrelease", kernel -> kernel.machine().build().release())
                    .text("ostype", _ -> "Linux")
                    .text("tainted", _ -> "0")
                    .text("version", kernel -> kernel.machine().build().version())
                    .folder("random", RANDOM::of);

    private static final FileTable<Kernel> SYS_VM =
            new FileTable<Kernel>()
                    .text("nr_hugepages", kernel -> Long.toString(ofDefaultSize(kernel, true)))
                    .text("nr_overcommit_hugepages", _ -> "0");

    private static final FileTable<Kernel> SYS =
            new FileTable<Kernel>().folder("kernel", SYS_KERNEL::of).folder("vm", SYS_VM::of);

    private static final FileTable<Kernel> TABLE =
            new FileTable<Kernel>()
                    .text("cmdline", kernel -> kernel.boot().commandLine().text())
                    .text("cpuinfo", ProcFiles::processors)
                    .text("meminfo", ProcFiles::memory)
                    .text("modules", ProcFiles::modules)
                    .text("mounts", _ -> "sysfs /sys sysfs rw,nosuid,nodev,noexec,relatime 0 0")
                    .text("stat", ProcFiles::stat)
                    .text("version", ProcFiles::version)
                    .folder("sys", SYS::of)
                    .folder("net", ProcNetFiles.TABLE::of)
                    .named(TaskFiles::all);

    private ProcFiles() {}

    static Folder of(Kernel kernel) {
        return TABLE.of(kernel);
    }

    // one processor is enough for whoever asks who made it
    private static String processors(Kernel kernel) {
        Cpu cpu = kernel.machine().server().cpu();
        return """
        processor\t: 0
        vendor_id\t: %s
        cpu family\t: %d
        model name\t: %s
        siblings\t: %d
        cpu cores\t: %d
        flags\t\t: fpu vme de pse tsc msr pae cx8 apic sep pge cmov pat sse sse2 ht syscall nx \
        pdpe1gb rdtscp lm x2apic avx avx2 %s
        """
                .formatted(
                        cpu.vendor(),
                        cpu.family(),
                        cpu.model(),
                        2 * cpu.cores(),
                        cpu.cores(),
                        cpu.intel() ? "vmx" : "svm");
    }

    private static String memory(Kernel kernel) {
        long total = kernel.machine().server().memoryGiB() * 1024 * 1024;
        Hugepages pages = kernel.hugepages();
        long free = (total - pages.allKiB()) / 2;
        return """
        MemTotal:       %d kB
        MemFree:        %d kB
        MemAvailable:   %d kB
        HugePages_Total:   %d
        HugePages_Free:    %d
        HugePages_Rsvd:    0
        HugePages_Surp:    0
        Hugepagesize:   %d kB
        Hugetlb:        %d kB
        """
                .formatted(
                        total,
                        free,
                        free,
                        ofDefaultSize(kernel, true),
                        ofDefaultSize(kernel, false),
                        pages.defaultKiB(),
                        pages.allKiB());
    }

    private static long ofDefaultSize(Kernel kernel, boolean all) {
        return HugepageFiles.defaultPool(kernel.hugepages())
                .map(pool -> all ? pool.allTotal() : pool.allFree())
                .orElse(0L);
    }

    private static String modules(Kernel kernel) {
        return kernel.modules().stream()
                .map(name -> name + " 262144 0 - Live 0x0000000000000000\n")
                .collect(Collectors.joining());
    }

    private static String stat(Kernel kernel) {
        return """
        cpu  183622 2018 90211 91823361 20334 0 1893 0 0 0
        ctxt 991823461
        btime %d
        processes 881234
        """
                .formatted(kernel.boot().at().getEpochSecond());
    }

    private static String version(Kernel kernel) {
        return "Linux version %s (builder@localhost) (gcc) %s"
                .formatted(kernel.machine().build().release(), kernel.machine().build().version());
    }
}
