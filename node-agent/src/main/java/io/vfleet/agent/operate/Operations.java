package io.vfleet.agent.operate;

import io.vfleet.agent.sight.Sight;
import io.vfleet.agent.sight.Unknowable;
import io.vfleet.domain.inventory.Journal.FailedWrite;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.operation.Command;
import io.vfleet.domain.operation.NodeRecord;
import io.vfleet.domain.operation.OperationState;
import io.vfleet.domain.operation.Progress;
import io.vfleet.domain.wire.AgentMessages.SignedCommand;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

/// An agent's operations: takes commands, does one at a time, and has something to tell until the
/// server has heard it.
public final class Operations {

    private final Site site;
    private final Runnable news;
    private final Optional<OperationsJournal> journal;
    private final String journalTrouble;
    private final Reverts reverts;
    private final Hooks hooks;
    private final OwnRecord record;
    private final Deque<Command> waiting = new ArrayDeque<>();
    private final Set<UUID> inHand = new HashSet<>();
    private final Map<UUID, Progress> untold = new LinkedHashMap<>();
    private boolean working;

    private Operations(
            Site site,
            Runnable news,
            Optional<OperationsJournal> journal,
            Path folder,
            String trouble) {
        this.site = site;
        this.news = news;
        this.journal = journal;
        this.journalTrouble = trouble;
        this.reverts = new Reverts(folder.resolve("reverts"));
        this.hooks = new Hooks(site, folder.resolve("hooks"));
        this.record = OwnRecord.open(folder.resolve("record"), site.log());
    }

    /// Picks up where the last agent of this state directory was ended. A journal that cannot be
    /// read makes every operation end REFUSED.
    ///
    /// @param news called whenever there is something new to tell
    public static Operations open(Site site, Path journalFile, Runnable news) {
        Path folder = journalFile.resolveSibling("");
        try {
            OperationsJournal journal = OperationsJournal.open(journalFile);
            Operations operations = new Operations(site, news, Optional.of(journal), folder, "");
            operations.pickUp(journal);
            return operations;
        } catch (JournalTrouble trouble) {
            String why = String.valueOf(trouble.getMessage());
            site.log().accept("operations are refused: " + why);
            return new Operations(site, news, Optional.empty(), folder, why);
        }
    }

    /// Takes what the server sent; what is not its own, or not for this node, is logged and
    /// ignored.
    public void take(List<SignedCommand> commands, List<String> serverKeys, String nodeId) {
        for (SignedCommand signed : commands) {
            switch (CommandCheck.check(signed, serverKeys, nodeId)) {
                case CommandCheck.Checked.InOrder(var command) -> take(command);
                case CommandCheck.Checked.Unknown(var command) ->
                        tell(
                                Trail.refused(
                                        command.id(),
                                        "This agent is older than operations of kind %s."
                                                .formatted(command.kind())));
                case CommandCheck.Checked.Ignored(var why) ->
                        site.log().accept("a command was ignored: " + why);
            }
        }
    }

    /// Whether an operation is under way or waits.
    public synchronized boolean busy() {
        return working;
    }

    /// What the server should be told next.
    public synchronized Optional<Progress> next() {
        return untold.values().stream().findFirst();
    }

    /// How far this agent's own record of its operations goes.
    public NodeRecord.Head recorded() {
        return record.head();
    }

    /// Of each PF the last change, where the kernel did not make it.
    public List<FailedWrite> failedWrites() {
        return journal.map(OperationsJournal::failedWrites).orElse(List.of());
    }

    /// The host is looked at from now on; whether an operation is over since the last look.
    public boolean lookBegins() {
        return journal.filter(OperationsJournal::lookBegins).isPresent();
    }

    /// What was over when the look began has been seen.
    public void lookIsOver() {
        journal.ifPresent(OperationsJournal::lookIsOver);
    }

    /// The operation that may have given this PF so many VFs since the last look.
    public Optional<UUID> author(PciAddress pf, int count) {
        return journal.flatMap(known -> known.author(pf, count));
    }

    /// The server has it, or never wants it.
    ///
    /// @return whether an operation ended with it
    public boolean told(Progress progress) {
        synchronized (this) {
            untold.remove(progress.command(), progress);
        }
        if (progress.state() == OperationState.RUNNING) {
            return false;
        }
        journaled(new JournalRecord.Acknowledged(progress.command()));
        return true;
    }

    /// Makes again what operations made before the host was booted, where its people allow that.
    /// The server knows nothing of it and is told by the next report.
    public void reapply(Reapply reapply) {
        if (journal.isEmpty() || !PolicyFile.read(site.host()).reapplyAtBoot()) {
            site.log().accept("nothing is made again: " + PolicyFile.PATH + " does not ask for it");
            return;
        }
        for (JournalRecord.Kept kept : journal.get().kept()) {
            Optional<String> objection = reapply.objection(kept, new Sight(site.host()));
            if (objection.isPresent()) {
                site.log().accept("%s is left alone: %s".formatted(kept.pf(), objection.get()));
                continue;
            }
            long generation = journal.get().begun(kept.pf());
            Command command = reapply.command(kept, generation, site.clock());
            receive(command, journal.get());
            journal.get().ending(command.id()).ifPresent(ending -> made(kept, ending));
        }
    }

    private void made(JournalRecord.Kept kept, Progress ending) {
        String words = ending.explanation().orElse("");
        site.log().accept("%s: %s, %s".formatted(kept.pf(), ending.state(), words));
        told(ending);
    }

    private void pickUp(OperationsJournal known) {
        known.unacknowledged().forEach(ending -> untold.put(ending.command(), recorded(ending)));
        List<JournalRecord.Started> cutShort = known.cutShort();
        List<OperationsJournal.Interrupted> interrupted = known.interrupted();
        cutShort.forEach(started -> inHand.add(started.id()));
        interrupted.forEach(one -> inHand.add(one.command().id()));
        List<UUID> hooked = hooks.open().stream().filter(id -> !inHand.contains(id)).toList();
        inHand.addAll(hooked);
        if (inHand.isEmpty()) {
            return;
        }
        working = true;
        site.executor()
                .execute(() -> {
                    cutShort.forEach(this::finish);
                    interrupted.forEach(this::finish);
                    hooked.forEach(id -> finish(id, known));
                    work(known);
                });
    }

    private void finish(JournalRecord.Started started) {
        try {
            end(new Takeover(site, reverts).of(started, this::tell));
            reverts.forget(started.id());
            letGo(started.id());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // ended while hooks ran, before the write or after the ending
    private void finish(UUID id, OperationsJournal known) {
        end(
                known.ending(id)
                        .orElseGet(() ->
                                Trail.refused(
                                        id,
                                        "The agent was ended while hooks ran; nothing was changed.")));
        letGo(id);
    }

    private void finish(OperationsJournal.Interrupted one) {
        try {
            end(new DeedTakeover(site).of(one, this::tell));
            letGo(one.command().id());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(Command command) {
        if (journal.isEmpty()) {
            tell(Trail.refused(command.id(), journalTrouble));
            return;
        }
        synchronized (this) {
            if (!inHand.add(command.id())) {
                return;
            }
        }
        // only now: what was in hand a moment ago has its ending on disk by now
        Optional<Progress> known = journal.get().ending(command.id());
        if (known.isPresent()) {
            tell(known.get());
            letGo(command.id());
            return;
        }
        receive(command, journal.get());
    }

    private void receive(Command command, OperationsJournal known) {
        try {
            if (!known.knows(command.id())) {
                known.received(command);
            }
        } catch (JournalTrouble trouble) {
            tell(Trail.refused(command.id(), String.valueOf(trouble.getMessage())));
            letGo(command.id());
            return;
        }
        synchronized (this) {
            waiting.add(command);
            if (working) {
                return;
            }
            working = true;
        }
        site.executor().execute(() -> work(known));
    }

    private synchronized void letGo(UUID id) {
        inHand.remove(id);
    }

    private void work(OperationsJournal known) {
        for (Optional<Command> next = nextCommand(); next.isPresent(); next = nextCommand()) {
            Command command = next.get();
            Trail trail = new Trail(command, site.clock(), this::tell);
            tell(trail.running());
            Optional<Progress> ending = ending(trail, known);
            ending.ifPresent(this::end);
            letGo(command.id());
        }
        // now there is time for the next command
        news.run();
    }

    private synchronized Optional<Command> nextCommand() {
        Optional<Command> next = Optional.ofNullable(waiting.poll());
        working = next.isPresent();
        return next;
    }

    private Optional<Progress> ending(Trail trail, OperationsJournal known) {
        try {
            return Optional.of(new Execution(site, known, reverts, hooks).run(trail));
        } catch (InterruptedException e) {
            // the next agent of this state directory will look what became of it
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (RuntimeException bug) {
            site.log().accept("operation " + trail.command().id() + " broke: " + bug);
            return Optional.of(
                    trail.ending(
                            OperationState.UNKNOWN,
                            OptionalInt.empty(),
                            "The agent broke: " + bug));
        }
    }

    private void end(Progress ending) {
        journal.flatMap(known -> known.resized(ending.command()))
                .filter(_ -> ending.state() == OperationState.VERIFYING)
                .ifPresent(this::keep);
        journaled(new JournalRecord.Done(ending));
        try {
            Progress whole = hooks.after(ending);
            if (!whole.equals(ending)) {
                journaled(new JournalRecord.Done(whole));
            }
            tell(whole);
        } catch (InterruptedException e) {
            // the next agent runs the hooks again, and tells
            Thread.currentThread().interrupt();
        }
    }

    // what cannot be told of another card or another boot is not made again after one
    private void keep(JournalRecord.Started started) {
        Sight sight = new Sight(site.host());
        try {
            Pf pf = Pf.read(sight, started.pf());
            String mac = CardAddress.of(sight, pf);
            sight.bootId()
                    .map(boot -> new JournalRecord.Kept(pf.address(), mac, pf.numVfs(), boot))
                    .ifPresent(this::journaled);
        } catch (Unknowable unknown) {
            site.log().accept("not made again after a boot: " + unknown.getMessage());
        }
    }

    private void journaled(JournalRecord record) {
        try {
            if (journal.isPresent()) {
                journal.get().write(record);
            }
        } catch (JournalTrouble trouble) {
            // the worst that follows is that the ending is looked up or told once more
            site.log().accept(String.valueOf(trouble.getMessage()));
        }
    }

    private void tell(Progress progress) {
        Progress told = recorded(progress);
        synchronized (this) {
            untold.put(told.command(), told);
        }
        news.run();
    }

    // whatever is told of an ending is written down here first
    private Progress recorded(Progress progress) {
        if (progress.state() == OperationState.RUNNING) {
            return progress;
        }
        return journal.flatMap(known -> known.command(progress.command()))
                // what the host asked of itself is not told to the server, and would be a gap there
                .filter(command -> command.origin().by().isPresent())
                .flatMap(command -> record.of(command, progress, site.clock().now()))
                .map(progress::with)
                .orElse(progress);
    }
}
