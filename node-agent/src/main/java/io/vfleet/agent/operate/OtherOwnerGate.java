package io.vfleet.agent.operate;

import io.vfleet.agent.owners.OwnerKind;
import io.vfleet.agent.sight.Unknowable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whether somebody else on this host sets this PF's VF count, and would undo or fight a change.
final class OtherOwnerGate implements Gate {

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
        List<String> found = new ArrayList<>();
        for (OwnerKind owner : OwnerKind.ALL) {
            for (String folder : owner.atBootOnly() ? List.<String>of() : owner.folders()) {
                look(subject, owner, folder, found);
            }
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", found));
    }

    private static void look(Subject subject, OwnerKind owner, String folder, List<String> found)
            throws Unknowable {
        for (Map.Entry<String, String> file : owner.files(subject.sight(), folder).entrySet()) {
            if (!ForeignPf.only(subject, file.getValue())) {
                found.add(owner.name() + " sets VF counts by " + file.getKey());
            }
        }
    }
}
