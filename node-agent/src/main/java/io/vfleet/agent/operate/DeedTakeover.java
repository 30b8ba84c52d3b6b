package io.vfleet.agent.operate;

import io.vfleet.agent.host.HostWriter;
import io.vfleet.agent.sight.Sight;
import io.vfleet.agent.sight.Unknowable;
import io.vfleet.domain.operation.Command;
import io.vfleet.domain.operation.OperationState;
import io.vfleet.domain.operation.Progress;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What an agent does about a [Deed] in whose midst the one before was ended: what was reached is
/// kept, anything else is set back; it is never done again.
final class DeedTakeover {

    private static final String ENDED = "The agent was ended in the midst of it.";

    private final Site site;
    private final Sight sight;

    DeedTakeover(Site site) {
        this.site = site;
        this.sight = new Sight(site.host());
    }

    Progress of(OperationsJournal.Interrupted one, Consumer<Progress> news)
            throws InterruptedException {
        Trail trail = new Trail(one.command(), site.clock(), news);
        try {
            Optional<HostWriter> writer = site.host().writer();
            if (writer.isEmpty()) {
                return unknown(trail, Execution.NO_WRITER + ".");
            }
            Deeds deeds = new Deeds(sight, writer.get(), site.clock(), pf(one.command()));
            return finished(deeds.of(one.command().change()), one.begun(), trail);
        } catch (Unknowable unreadable) {
            return unknown(trail, String.valueOf(unreadable.getMessage()));
        }
    }

    private Progress finished(Deed deed, JournalRecord.Begun begun, Trail trail)
            throws Unknowable, InterruptedException {
        String found = deed.found();
        if (deed.wanted(found)) {
            return DeedExecution.ending(
                    trail,
                    OperationState.VERIFYING,
                    "The agent was ended meanwhile. " + deed.words() + ".");
        }
        if (deed.same(begun.found(), found)) {
            return DeedExecution.ending(
                    trail, OperationState.FAILED, ENDED + " Nothing was changed.");
        }
        Optional<String> obstacle = obstacle(deed, begun);
        return obstacle.isPresent()
                ? DeedExecution.ending(
                        trail,
                        OperationState.PARTIAL,
                        ENDED + " It was not set back: " + obstacle.get() + ".")
                : DeedExecution.putBack(deed, begun.found(), ENDED, trail);
    }

    private Optional<String> obstacle(Deed deed, JournalRecord.Begun begun) throws Unknowable {
        if (!begun.bootId().equals(sight.bootId())) {
            return Optional.of("the host was booted anew meanwhile");
        }
        List<String> writers = HungWriterGate.writers(sight);
        if (!writers.isEmpty()) {
            return Optional.of("a write still hangs: " + String.join("; ", writers));
        }
        Optional<String> stop = PolicyGate.stop(sight);
        return stop.isPresent() ? stop : deed.obstacle();
    }

    private Optional<Pf> pf(Command command) throws Unknowable, InterruptedException {
        return command.pf().isEmpty()
                ? Optional.empty()
                : Optional.of(Pf.readPatiently(sight, command.pf().get(), site.clock()));
    }

    private static Progress unknown(Trail trail, String why) {
        return DeedExecution.ending(trail, OperationState.UNKNOWN, ENDED + " " + why);
    }
}
