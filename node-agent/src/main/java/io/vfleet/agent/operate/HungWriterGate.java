package io.vfleet.agent.operate;

import io.vfleet.agent.holders.OpenFiles;
import io.vfleet.agent.sight.Sight;
import io.vfleet.agent.sight.Unknowable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether a write to a `sriov_numvfs` is still under way: one of ours that was given up, or
/// anybody's.
final class HungWriterGate implements Gate {

    @Override
    public String id() {
        return "hung-writer";
    }

    @Override
    public String clear() {
        return "nobody is writing a VF count";
    }

    @Override
    public boolean overridable() {
        return false;
    }

    @Override
    public Optional<String> objection(Subject subject) throws Unknowable {
        List<String> hung = subject.circumstances().hung();
        if (!hung.isEmpty()) {
            return Optional.of("a write still hangs: " + String.join("; ", hung));
        }
        List<String> writers = writers(subject.sight());
        return writers.isEmpty()
                ? Optional.empty()
                : Optional.of("a VF count is open for writing: " + String.join(", ", writers));
    }

    /// Who writes a VF count at this moment.
    static List<String> writers(Sight sight) throws Unknowable {
        List<String> writers = new ArrayList<>();
        for (OpenFiles.Held held : OpenFiles.read(sight).all()) {
            if (held.writable() && held.path().endsWith("/sriov_numvfs")) {
                writers.add(held.holder());
            }
        }
        return writers;
    }
}
