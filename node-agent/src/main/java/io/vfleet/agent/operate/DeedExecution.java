package io.vfleet.agent.operate;

import io.vfleet.agent.sight.Sight;
import io.vfleet.agent.sight.Unknowable;
import io.vfleet.domain.operation.GateResult;
import io.vfleet.domain.operation.OperationState;
import io.vfleet.domain.operation.Progress;
import java.util.List;
import java.util.OptionalInt;

/// Does a [Deed]: gates, what is there to the journal, the write, read back; anything else than
/// what was wanted is set back, once.
final class DeedExecution {

    private final Site site;
    private final OperationsJournal journal;
    private final Sight sight;

    DeedExecution(Site site, OperationsJournal journal) {
        this.site = site;
        this.journal = journal;
        this.sight = new Sight(site.host());
    }

    Progress run(Deed deed, Subject subject, Trail trail) throws InterruptedException {
        try {
            return judged(deed, subject, trail);
        } catch (Unknowable unknown) {
            return ending(
                    trail,
                    OperationState.REFUSED,
                    "What is there now cannot be read, so it could not be put back: "
                            + unknown.getMessage()
                            + ".");
        }
    }

    private Progress judged(Deed deed, Subject subject, Trail trail)
            throws Unknowable, InterruptedException {
        List<GateResult> results = trail.step("gates", () -> Gates.ask(subject, deed.gates()));
        trail.gates(results);
        List<GateResult> refusals = Gates.refusals(results);
        String found = deed.found();
        if (deed.wanted(found) && refusals.stream().noneMatch(Gates::forbids)) {
            return ending(
                    trail,
                    OperationState.VERIFYING,
                    deed.words() + " already; nothing was written.");
        }
        return refusals.isEmpty()
                ? begin(deed, found, trail)
                : ending(trail, OperationState.REFUSED, Gates.sentence(refusals));
    }

    private Progress begin(Deed deed, String found, Trail trail) throws InterruptedException {
        try {
            journal.write(
                    new JournalRecord.Begun(
                            trail.command().id(),
                            trail.command().pf(),
                            trail.command().generation(),
                            site.clock().now(),
                            sight.bootId(),
                            found));
        } catch (JournalTrouble trouble) {
            return ending(trail, OperationState.REFUSED, String.valueOf(trouble.getMessage()));
        }
        return made(deed, found, trail);
    }

    // from here on the host is written to
    private Progress made(Deed deed, String found, Trail trail) throws InterruptedException {
        String why;
        try {
            Deed.Made made = trail.step("write", () -> deed.make(trail));
            if (made instanceof Deed.Made.Hung(var hung)) {
                return ending(trail, OperationState.UNKNOWN, hung);
            }
            boolean there = trail.step("read back", () -> deed.wanted(deed.found()));
            if (there && made instanceof Deed.Made.Taken) {
                return ending(trail, OperationState.VERIFYING, deed.words() + ".");
            }
            why =
                    made instanceof Deed.Made.Refused(var refused)
                            ? refused
                            : "The kernel took it and did not do it.";
        } catch (Unknowable unknown) {
            why = "It could not be read back: " + unknown.getMessage() + ".";
        }
        return putBack(deed, found, why, trail);
    }

    /// What was found is there again, or it is told what is not; never tried twice.
    static Progress putBack(Deed deed, String found, String why, Trail trail)
            throws InterruptedException {
        try {
            if (deed.same(found, deed.found())) {
                return ending(trail, OperationState.FAILED, why + " Nothing was changed.");
            }
            Deed.Made made = trail.step("put back", () -> deed.putBack(found, trail));
            if (deed.same(found, deed.found())) {
                return ending(trail, OperationState.ROLLED_BACK, why + " It is as it was before.");
            }
            return switch (made) {
                case Deed.Made.Hung(var hung) ->
                        ending(trail, OperationState.UNKNOWN, why + " " + hung);
                case Deed.Made.Refused(var again) ->
                        ending(
                                trail,
                                OperationState.PARTIAL,
                                why + " Setting it back failed as well: " + again);
                case Deed.Made.Taken() ->
                        ending(trail, OperationState.PARTIAL, why + " It could not be set back.");
            };
        } catch (Unknowable unknown) {
            return ending(
                    trail,
                    OperationState.UNKNOWN,
                    why + " What is there now cannot be read: " + unknown.getMessage() + ".");
        }
    }

    static Progress ending(Trail trail, OperationState state, String explanation) {
        return trail.ending(state, OptionalInt.empty(), explanation);
    }
}
