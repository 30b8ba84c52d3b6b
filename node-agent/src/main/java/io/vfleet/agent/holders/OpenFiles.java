package io.vfleet.agent.holders;

import io.vfleet.agent.sight.Sight;
import io.vfleet.agent.sight.Unknowable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which process holds which file open, out of `/proc/*/fd`, by one walk over all processes.
///
/// @param seen the devices and SR-IOV attributes that are held; sockets, pipes and plain files are
///   left out
/// @param failure why there may be more
public record OpenFiles(List<Held> seen, Optional<Unknowable> failure) {

    public OpenFiles {
        seen = List.copyOf(seen);
    }

    /// An open file.
    ///
    /// @param writable whether it may be written to, as far as is known
    public record Held(String path, int pid, String command, boolean writable) {

        /// For people: `qemu-kvm (pid 4711)`.
        public String holder() {
            return command + " (pid " + pid + ")";
        }
    }

    public static OpenFiles read(Sight sight) {
        List<Held> seen = new ArrayList<>();
        Optional<Unknowable> failure = Optional.empty();
        try {
            for (String process : sight.processes()) {
                Optional<Unknowable> denied = add(sight, process, seen);
                failure = failure.or(() -> denied);
            }
        } catch (Unknowable unknown) {
            failure = Optional.of(unknown);
        }
        return new OpenFiles(seen, failure);
    }

    /// All that are held.
    public List<Held> all() throws Unknowable {
        if (failure.isPresent()) {
            throw failure.get();
        }
        return seen;
    }

    private static Optional<Unknowable> add(Sight sight, String process, List<Held> seen) {
        String folder = "/proc/" + process + "/fd";
        try {
            for (String fd : sight.names(folder)) {
                Optional<String> path = sight.link(folder + "/" + fd).filter(OpenFiles::matters);
                if (path.isPresent()) {
                    seen.add(
                            new Held(
                                    path.get(),
                                    Integer.parseInt(process),
                                    command(sight, process),
                                    writes(sight, "/proc/" + process + "/fdinfo/" + fd)));
                }
            }
            return Optional.empty();
        } catch (Unknowable unknown) {
            return Optional.of(unknown);
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
        return path.startsWith("/dev/vfio/")
                || path.startsWith("/dev/uio")
                || path.startsWith("/dev/infiniband/")
                || path.endsWith("/sriov_numvfs");
    }

    private static String command(Sight sight, String process) throws Unknowable {
        return sight.text("/proc/" + process + "/comm").orElse("a process");
    }
}
