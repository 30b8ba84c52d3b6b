package io.vfleet.agent.operate;

import io.vfleet.agent.sight.Sight;
import io.vfleet.agent.sight.Unknowable;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.operation.Change;
import io.vfleet.domain.operation.Command;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

/// After a boot of the host: which PFs lost the VFs that the last operation made on them, and may
/// have them again. Nobody sends these commands; the gates judge them like any other.
///
/// @param seenBefore the VF counts an agent saw last under the boot before
public record Reapply(String nodeId, Map<PciAddress, Integer> seenBefore) {

    private static final Duration TIME = Duration.ofMinutes(10);

    public Reapply {
        seenBefore = Map.copyOf(seenBefore);
    }

    /// Why this PF is left as it is; empty where it lacks what an operation gave it.
    Optional<String> objection(JournalRecord.Kept kept, Sight sight) {
        try {
            Optional<String> boot = sight.bootId();
            if (boot.isEmpty() || boot.get().equals(kept.bootId())) {
                return Optional.of("the host was not booted since");
            }
            Pf pf = Pf.read(sight, kept.pf());
            return objection(kept, pf, sight);
        } catch (Unknowable unknown) {
            return Optional.of(String.valueOf(unknown.getMessage()));
        }
    }

    private Optional<String> objection(JournalRecord.Kept kept, Pf pf, Sight sight)
            throws Unknowable {
        if (kept.numVfs() == 0 || !pf.has(0)) {
            return Optional.of("it has %d VFs, as it should".formatted(pf.vfs().size()));
        }
        if (!CardAddress.of(sight, pf).equals(kept.mac())) {
            return Optional.of("it is another card than the one with " + kept.mac());
        }
        Integer seen = seenBefore.get(kept.pf());
        if (seen == null || seen != kept.numVfs()) {
            return Optional.of(
                    seen == null
                            ? "nobody saw how many VFs it had before the boot"
                            : "somebody else gave it %d VFs before the boot".formatted(seen));
        }
        // whoever acts at boot only is about to act, too
        List<String> owners = OtherOwnerGate.owners(sight, kept.pf(), _ -> true);
        return owners.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", owners));
    }

    Command command(JournalRecord.Kept kept, long generation, Clockwork clock) {
        return new Command(
                UUID.randomUUID(),
                new Change.ResizeVfs(kept.pf(), kept.numVfs(), OptionalInt.of(0)),
                nodeId,
                generation,
                clock.now().plus(TIME),
                Set.of());
    }
}
