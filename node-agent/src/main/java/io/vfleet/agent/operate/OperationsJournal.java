package io.vfleet.agent.operate;

import io.vfleet.domain.inventory.Journal.FailedWrite;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.operation.Command;
import io.vfleet.domain.operation.OperationKind;
import io.vfleet.domain.operation.OperationState;
import io.vfleet.domain.operation.Progress;
import io.vfleet.domain.operation.WriteError;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/// What this agent was told to do, began and ended, on disk before it goes on: a command has its
/// effect at most once, whatever is killed when.
final class OperationsJournal {

    /// Lines after which what is over is forgotten.
    static final int MOST_LINES = 600;

    /// Endings that are kept: so many commands back are known again.
    static final int KEPT = 100;

    private static final Set<OperationState> UNCERTAIN =
            Set.of(OperationState.PARTIAL, OperationState.UNKNOWN);

    private final JournalFile file;
    private final Map<UUID, Entry> entries = new LinkedHashMap<>();
    private final Map<PciAddress, Long> generations = new HashMap<>();
    private final Map<PciAddress, JournalRecord.Kept> kept = new TreeMap<>();
    private final OwnWrites ownWrites = new OwnWrites();
    private int lines;

    private OperationsJournal(JournalFile file) {
        this.file = file;
    }

    static OperationsJournal open(Path path) throws JournalTrouble {
        OperationsJournal journal = new OperationsJournal(new JournalFile(path));
        for (JournalRecord record : journal.file.read()) {
            journal.take(record);
        }
        // what ended before this agent began may have been seen by the one before
        journal.ownWrites.lookBegins();
        journal.ownWrites.lookIsOver();
        return journal;
    }

    synchronized boolean knows(UUID id) {
        return entries.containsKey(id);
    }

    synchronized Optional<Command> command(UUID id) {
        return Optional.ofNullable(entries.get(id)).map(Entry::command);
    }

    synchronized Optional<Progress> ending(UUID id) {
        return Optional.ofNullable(entries.get(id)).flatMap(Entry::ending);
    }

    /// The highest generation begun on this PF; -1 where there was none.
    synchronized long begun(PciAddress pf) {
        return generations.getOrDefault(pf, -1L);
    }

    /// What the last resize of each PF left it with, as long as that is certain.
    synchronized List<JournalRecord.Kept> kept() {
        return List.copyOf(kept.values());
    }

    /// The beginning of an operation that changed a PF's count.
    synchronized Optional<JournalRecord.Started> resized(UUID id) {
        return Optional.ofNullable(entries.get(id))
                .filter(entry -> entry.command().kind() == OperationKind.RESIZE_VFS)
                .flatMap(Entry::started);
    }

    /// Operations that began and have no ending: an agent was ended in their midst.
    synchronized List<JournalRecord.Started> cutShort() {
        return entries.values().stream()
                .filter(entry -> entry.ending().isEmpty())
                .flatMap(entry -> entry.started().stream())
                .toList();
    }

    /// The same of those that are set back by what was found.
    synchronized List<Interrupted> interrupted() {
        return entries.values().stream()
                .filter(entry -> entry.ending().isEmpty())
                .flatMap(entry ->
                        entry.begun().stream()
                                .map(begun -> new Interrupted(entry.command(), begun)))
                .toList();
    }

    /// A command and its beginning.
    record Interrupted(Command command, JournalRecord.Begun begun) {}

    /// Endings the server has not acknowledged, oldest first.
    synchronized List<Progress> unacknowledged() {
        return entries.values().stream()
                .filter(entry -> !entry.acknowledged())
                .flatMap(entry -> entry.ending().stream())
                .toList();
    }

    /// The newest operation of each PF that began and is over, where the kernel did not do its
    /// part.
    synchronized List<FailedWrite> failedWrites() {
        Map<PciAddress, Entry> newest = new TreeMap<>();
        for (Entry entry : entries.values()) {
            entry.over().ifPresent(started -> newest.put(started.pf(), entry));
        }
        return newest.values().stream().flatMap(entry -> entry.failedWrite().stream()).toList();
    }

    /// The host is looked at from now on.
    ///
    /// @return whether an operation is over since it was looked at last
    synchronized boolean lookBegins() {
        return ownWrites.lookBegins();
    }

    /// What was over when the look began has been seen.
    synchronized void lookIsOver() {
        ownWrites.lookIsOver();
    }

    /// The operation that may have given this PF so many VFs since the host was looked at last.
    synchronized Optional<UUID> author(PciAddress pf, int count) {
        return ownWrites.of(pf, count);
    }

    synchronized int startedSince(Instant when) {
        return (int)
                entries.values().stream()
                        .flatMap(entry -> entry.beganAt().stream())
                        .filter(at -> at.isAfter(when))
                        .count();
    }

    synchronized void write(JournalRecord record) throws JournalTrouble {
        file.append(record);
        take(record);
        if (lines > MOST_LINES) {
            compact();
        }
    }

    void received(Command command) throws JournalTrouble {
        write(new JournalRecord.Received(command));
    }

    private void take(JournalRecord record) {
        lines++;
        switch (record) {
            case JournalRecord.Received(var command) ->
                    entries.putIfAbsent(command.id(), Entry.of(command));
            case JournalRecord.Started started -> {
                entries.computeIfPresent(started.id(), (_, entry) -> entry.with(started));
                generations.merge(started.pf(), started.generation(), Math::max);
                ownWrites.started(started);
            }
            case JournalRecord.Begun begun -> {
                entries.computeIfPresent(begun.id(), (_, entry) -> entry.with(begun));
                begun.pf().ifPresent(pf -> generations.merge(pf, begun.generation(), Math::max));
            }
            case JournalRecord.Done(var ending) -> {
                entries.computeIfPresent(ending.command(), (_, entry) -> entry.with(ending));
                ownWrites.ended(ending.command());
                if (UNCERTAIN.contains(ending.state())) {
                    resized(ending.command()).ifPresent(started -> kept.remove(started.pf()));
                }
            }
            case JournalRecord.Acknowledged(var id) ->
                    entries.computeIfPresent(id, (_, entry) -> entry.taken());
            case JournalRecord.Generation(var pf, var generation) ->
                    generations.merge(pf, generation, Math::max);
            case JournalRecord.Kept left -> kept.put(left.pf(), left);
        }
    }

    private void compact() throws JournalTrouble {
        List<UUID> over =
                entries.values().stream()
                        .filter(Entry::acknowledged)
                        .map(entry -> entry.command().id())
                        .toList();
        over.subList(0, Math.max(0, over.size() - KEPT)).forEach(entries::remove);
        List<JournalRecord> left = new ArrayList<>();
        generations.forEach((pf, number) -> left.add(new JournalRecord.Generation(pf, number)));
        left.addAll(kept.values());
        entries.values().forEach(entry -> left.addAll(entry.records()));
        file.replace(left);
        lines = left.size();
    }

    /// What is known of one command.
    private record Entry(
            Command command,
            Optional<JournalRecord.Started> started,
            Optional<JournalRecord.Begun> begun,
            Optional<Progress> ending,
            boolean acknowledged) {

        static Entry of(Command command) {
            return new Entry(command, Optional.empty(), Optional.empty(), Optional.empty(), false);
        }

        Entry with(JournalRecord.Started beginning) {
            return new Entry(command, Optional.of(beginning), begun, ending, acknowledged);
        }

        Entry with(JournalRecord.Begun beginning) {
            return new Entry(command, started, Optional.of(beginning), ending, acknowledged);
        }

        Entry with(Progress end) {
            return new Entry(command, started, begun, Optional.of(end), acknowledged);
        }

        Optional<Instant> beganAt() {
            return started.map(one -> one.start().at())
                    .or(() -> begun.map(JournalRecord.Begun::at));
        }

        /// Its beginning, once it has ended.
        Optional<JournalRecord.Started> over() {
            return ending.isPresent() ? started : Optional.empty();
        }

        Optional<FailedWrite> failedWrite() {
            return over().flatMap(begun ->
                    ending.flatMap(Progress::error).map(error -> failedWrite(begun, error)));
        }

        private static FailedWrite failedWrite(JournalRecord.Started begun, WriteError error) {
            return new FailedWrite(
                    begun.pf(),
                    begun.start().at().truncatedTo(ChronoUnit.MILLIS),
                    begun.start().bootId(),
                    begun.start().target(),
                    error.errno(),
                    error.path(),
                    error.value(),
                    error.kernelLines());
        }

        Entry taken() {
            return new Entry(command, started, begun, ending, true);
        }

        List<JournalRecord> records() {
            List<JournalRecord> records = new ArrayList<>();
            records.add(new JournalRecord.Received(command));
            records.addAll(started.stream().toList());
            records.addAll(begun.stream().toList());
            ending.ifPresent(end -> records.add(new JournalRecord.Done(end)));
            if (acknowledged) {
                records.add(new JournalRecord.Acknowledged(command.id()));
            }
            return records;
        }
    }
}
