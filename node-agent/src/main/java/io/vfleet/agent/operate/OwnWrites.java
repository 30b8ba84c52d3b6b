package io.vfleet.agent.operate;

import io.vfleet.domain.inventory.PciAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/// Which VF counts this agent may have written since the host was last looked at.
final class OwnWrites {

    private final Map<PciAddress, Own> newest = new HashMap<>();

    void started(JournalRecord.Started started) {
        JournalRecord.Start start = started.start();
        // on its way it may write any of them, the old one too when it goes back
        newest.put(
                started.pf(),
                new Own(started.id(), new TreeSet<>(List.of(0, start.before(), start.target()))));
    }

    void ended(UUID id) {
        newest.values().stream().filter(own -> own.id.equals(id)).forEach(own -> own.over = true);
    }

    /// The host is looked at from now on: what is over has left its traces.
    ///
    /// @return whether something was over, so that the look should be a whole one
    boolean lookBegins() {
        newest.values().forEach(own -> own.seen = own.over);
        return newest.values().stream().anyMatch(own -> own.seen);
    }

    void lookIsOver() {
        newest.values().removeIf(own -> own.seen);
    }

    Optional<UUID> of(PciAddress pf, int count) {
        return Optional.ofNullable(newest.get(pf))
                .filter(own -> own.counts.contains(count))
                .map(own -> own.id);
    }

    /// One operation.
    private static final class Own {

        private final UUID id;
        private final Set<Integer> counts;
        private boolean over;
        private boolean seen;

        Own(UUID id, Set<Integer> counts) {
            this.id = id;
            this.counts = counts;
        }
    }
}
