package io.vfleet.domain.inventory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the agent remembers from before: the one thing a single look at a host cannot tell.
///
/// @param lastVfChange the newest change of a VF count the agent saw, whoever made it
/// @param beforeBoot how many VFs each PF had when the host was last seen before this boot
/// @param failedWrites the agent's own last change of each PF, where the kernel did not make it
/// @param flapping what changed again and again of late
/// @param lostChanges how many changes of VF counts were ever forgotten for want of room while the
///   server was away
public record Journal(
        Optional<VfChange> lastVfChange,
        List<VfCount> beforeBoot,
        List<FailedWrite> failedWrites,
        List<Flapping> flapping,
        long lostChanges) {

    public static final Journal EMPTY = new Journal(Optional.empty(), List.of());

    public Journal {
        beforeBoot = List.copyOf(beforeBoot);
        failedWrites = List.copyOf(failedWrites);
        flapping = List.copyOf(flapping);
    }

    public Journal(Optional<VfChange> lastVfChange, List<VfCount> beforeBoot) {
        this(lastVfChange, beforeBoot, List.of(), List.of(), 0);
    }

    /// The same with these writes.
    public Journal withFailedWrites(List<FailedWrite> writes) {
        return new Journal(lastVfChange, beforeBoot, writes, flapping, lostChanges);
    }

    /// The same with this flapping.
    public Journal with(List<Flapping> flaps) {
        return new Journal(lastVfChange, beforeBoot, failedWrites, flaps, lostChanges);
    }

    /// A PF's VF count went `from` → `to` under the boot `bootId`.
    public record VfChange(PciAddress pf, Instant at, String bootId, int from, int to) {}

    /// A write on the way to `wanted` VFs that was refused, or taken and not done.
    ///
    /// @param bootId under which it was; empty where that could not be read
    /// @param errno its name, `shortfall` where the kernel took the write and made fewer VFs, `no
    ///   answer` where it did not come back
    /// @param value what was written to `path`
    /// @param kernelLines what the kernel logged about the PF meanwhile
    public record FailedWrite(
            PciAddress pf,
            Instant at,
            Optional<String> bootId,
            int wanted,
            String errno,
            String path,
            String value,
            List<String> kernelLines) {

        public FailedWrite {
            kernelLines = List.copyOf(kernelLines);
        }
    }

    /// A PF's VF count at one time.
    public record VfCount(PciAddress pf, int numVfs) {}

    /// Something that comes and goes, like a link with a bad cable.
    ///
    /// @param path what changes: a file, or a folder whose names do
    /// @param changes how often since `since`, as far as was seen
    /// @param damped whether it still goes on, so that not each change is a report
    public record Flapping(String path, Instant since, Instant last, int changes, boolean damped) {}
}
