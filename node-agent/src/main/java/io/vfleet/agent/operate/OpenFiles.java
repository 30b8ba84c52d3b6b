package io.vfleet.agent.operate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which process holds which file open, out of `/proc/*/fd`.
final class OpenFiles {

    private OpenFiles() {}

    /// The devices and SR-IOV attributes that are held; sockets, pipes and plain files are left
    /// out.
    static List<Held> read(Sight sight) throws Unknowable {
        List<Held> held = new ArrayList<>();
        for (String process : sight.processes()) {
            add(sight, process, held);
        }
        return held;
    }

    private static void add(Sight sight, String process, List<Held> held) throws Unknowable {
        String folder = "/proc/" + process + "/fd";
        for (String fd : sight.names(folder)) {
            Optional<String> path = sight.link(folder + "/" + fd).filter(OpenFiles::matters);
            if (path.isPresent()) {
                held.add(
                        new Held(
                                path.get(),
                                holder(sight, process),
                                writes(sight, "/proc/" + process + "/fdinfo/" + fd)));
            }
        }
    }

    // fs/proc/fd.c, seq_show: "flags:" in octal; the last two bits are the access mode (open(2))
    private static boolean writes(Sight sight, String fdinfo) throws Unknowable {
        String flags =
                sight.text(fdinfo)
                        .flatMap(text -> text.lines().filter(l -> l.startsWith("flags:")).findAny())
                        .orElse("");
        return !flags.matches(".*[04]");
    }

    private static boolean matters(String path) {
        return path.startsWith("/dev/") || path.endsWith("/sriov_numvfs");
    }

    private static String holder(Sight sight, String process) throws Unknowable {
        return sight.text("/proc/" + process + "/comm").orElse("a process")
                + " (pid "
                + process
                + ")";
    }

    /// An open file.
    ///
    /// @param holder for people: `qemu-kvm (pid 4711)`
    /// @param writable whether it may be written to, as far as is known
    record Held(String path, String holder, boolean writable) {}
}
