package io.vfleet.simulation.sysfs;

import io.vfleet.simulation.kernel.Kernel;
import io.vfleet.simulation.sysfs.Entry.Folder;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The few files of `/etc` that tell who a host is.
final class EtcFiles {

    private static final FileTable<Kernel> VFLEET =
            new FileTable<Kernel>()
                    .text("agent.yaml", EtcFiles::labels)
                    .named(kernel -> DiskFiles.below(kernel, "/etc/vfleet"));

    private static final FileTable<Kernel> TABLE =
            new FileTable<Kernel>()
                    .text("hostname", kernel -> kernel.machine().hostname())
                    .text("machine-id", kernel -> kernel.machine().machineId())
                    .text("os-release", EtcFiles::release)
                    .folder("vfleet", VFLEET::of)
                    .named(kernel -> DiskFiles.below(kernel, "/etc"));

    private EtcFiles() {}

    static Folder of(Kernel kernel) {
        return TABLE.of(kernel);
    }

    private static String release(Kernel kernel) {
        return "PRETTY_NAME=\"" + kernel.machine().build().osRelease() + "\"\n";
    }

    private static String labels(Kernel kernel) {
        return new TreeMap<>(kernel.machine().labels())
                .entrySet().stream()
                        .map(label -> "  " + label.getKey() + ": " + label.getValue() + "\n")
                        .collect(Collectors.joining("", "labels:\n", ""));
    }
}
