package io.vfleet.agent.operate;

import io.vfleet.agent.owners.OwnerKind;
import io.vfleet.agent.sight.Sight;
import io.vfleet.agent.sight.Unknowable;
import io.vfleet.domain.inventory.PciAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Whether somebody else on this host sets this PF's VF count, and would undo or fight a change.
final class OtherOwnerGate implements Gate {

    private static final List<String> NONE = List.of();

    @Override
    public String id() {
        return "G8";
    }

    @Override
    public String clear() {
        return "nobody else on this host sets this PF's VF count";
    }

    @Override
    public Optional<String> objection(Subject subject) throws Unknowable {
        List<String> found =
                owners(subject.sight(), subject.pf().address(), owner -> !owner.atBootOnly());
        return found.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", found));
    }

    /// Those of these kinds whose files may be about this PF, in words; never the agent itself.
    static List<String> owners(Sight sight, PciAddress pf, Predicate<OwnerKind> kinds)
            throws Unknowable {
        List<String> found = new ArrayList<>();
        for (OwnerKind owner : OwnerKind.ALL) {
            for (String folder : owner.own() || !kinds.test(owner) ? NONE : owner.folders()) {
                look(sight, pf, owner, folder, found);
            }
        }
        return found;
    }

    private static void look(
            Sight sight, PciAddress pf, OwnerKind owner, String folder, List<String> found)
            throws Unknowable {
        for (Map.Entry<String, String> file : owner.files(sight, folder).entrySet()) {
            if (!ForeignPf.only(sight, pf, file.getValue())) {
                found.add(owner.name() + " sets VF counts by " + file.getKey());
            }
        }
    }
}
