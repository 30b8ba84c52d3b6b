package io.vfleet.agent.host;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Changes a host by a closed set of writes. A [Host] without one is only looked at.
public interface HostWriter {

    /// Writes the value as it is, once; blocks until the kernel answered, at most `limit`. Never
    /// makes a file.
    WriteResult write(WriteTarget target, String value, Duration limit);

    /// Sets things on a PF's VFs, one after the other; one that is refused keeps none of the others
    /// from being tried. Blocks until the kernel answered all, at most `limit`.
    ChangeResult change(PfIdentity pf, List<VfChange> changes, Duration limit);

    /// Runs a program that the people of the host put there, without a shell; all that it started
    /// is ended with it, at the latest after `limit`.
    HookResult run(HookCall hook, Duration limit);

    /// Lays down the rule that gives a card its VFs at boot, or takes it away where it has no
    /// count. Whole or not at all, and on disk when this returns; at most `limit`.
    WriteResult persist(UdevRule rule, Duration limit);

    /// Sees to it that the program runs in a while, whatever becomes of this process meanwhile,
    /// unless the file is gone by then. It is given the file's name.
    ///
    /// @return why that cannot be had here; empty when it is seen to
    Optional<String> arm(Class<?> program, Path file, Duration after);

    /// The program is not wanted any more; the file is gone already.
    void disarm(Path file);

    /// The writes that were given up and still hang, each named for people: `pid 4711 in
    /// sriov_numvfs_store, writing 0 to /sys/...`. While there is one, nothing more is written.
    List<String> hung();
}
