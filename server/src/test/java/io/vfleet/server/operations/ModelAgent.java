package io.vfleet.server.operations;

import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.operation.Change;
import io.vfleet.domain.operation.Command;
import io.vfleet.domain.operation.OperationKind;
import io.vfleet.domain.operation.OperationState;
import io.vfleet.domain.operation.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/// An agent as small as it can be: a journal that outlives it, two PFs, words on their way.
///
/// Its effects are counted by operation.
final class ModelAgent {

    static final int FIRST_COUNT = 4;

    private final boolean forgetful;
    private final Duration skew;
    private final Map<PciAddress, Integer> counts = new HashMap<>();
    private final Map<PciAddress, Long> newest = new HashMap<>();
    private final Map<UUID, Entry> journal = new LinkedHashMap<>();
    private final Map<UUID, Integer> effects = new HashMap<>();
    private final List<Progress> words = new ArrayList<>();
    private Duration passed = Duration.ZERO;

    /// @param forgetful it has no journal: what a test of the tests needs
    /// @param skew of its clock
    ModelAgent(boolean forgetful, Duration skew, List<PciAddress> pfs) {
        this.forgetful = forgetful;
        this.skew = skew;
        pfs.forEach(pf -> counts.put(pf, FIRST_COUNT));
    }

    private enum Phase {
        RECEIVED,
        STARTED,
        WRITTEN,
        DONE
    }

    /// What the journal holds of a command.
    private static final class Entry {
        final Command command;
        final Instant deadline;
        Phase phase = Phase.RECEIVED;
        int before;
        Optional<Progress> ending = Optional.empty();

        Entry(Command command, Instant deadline) {
            this.command = command;
            this.deadline = deadline;
        }
    }

    Map<UUID, Integer> effects() {
        return effects;
    }

    Map<PciAddress, Integer> counts() {
        return Map.copyOf(counts);
    }

    List<Progress> words() {
        return words;
    }

    boolean idle() {
        return words.isEmpty()
                && journal.values().stream().allMatch(entry -> entry.phase == Phase.DONE);
    }

    void pass(Duration time) {
        passed = passed.plus(time);
    }

    void foreign(PciAddress pf, int count) {
        counts.put(pf, count);
    }

    void receive(Command command) {
        Entry known = forgetful ? null : journal.get(command.id());
        if (known == null) {
            journal.put(command.id(), new Entry(command, command.deadline().plus(passed)));
            return;
        }
        known.ending.ifPresent(words::add);
    }

    void step(int how) {
        journal.values().stream()
                .filter(entry -> entry.phase != Phase.DONE)
                .findFirst()
                .ifPresent(entry -> step(entry, how));
    }

    private void step(Entry entry, int how) {
        switch (entry.phase) {
            case RECEIVED -> begin(entry, how);
            case STARTED -> write(entry, how);
            case WRITTEN -> done(entry, classified(entry));
            case DONE -> throw new IllegalStateException("nothing is left to do");
        }
    }

    private void begin(Entry entry, int how) {
        Command command = entry.command;
        entry.before = command.pf().map(counts::get).orElse(0);
        Instant now = Instant.now().plus(passed).plus(skew);
        if (now.isAfter(entry.deadline)) {
            done(entry, OperationState.EXPIRED);
            return;
        }
        boolean old =
                command.pf()
                        .filter(pf -> newest.getOrDefault(pf, 0L) > command.generation())
                        .isPresent();
        if (old || how % 9 == 0) {
            done(entry, OperationState.REFUSED);
            return;
        }
        if (command.change() instanceof Change.ResizeVfs(var _, var _, var expected)
                && expected.orElse(entry.before) != entry.before) {
            done(entry, OperationState.CONFLICT);
            return;
        }
        command.pf().ifPresent(pf -> newest.put(pf, command.generation()));
        entry.phase = Phase.STARTED;
        words.add(word(entry, OperationState.RUNNING));
    }

    private void write(Entry entry, int how) {
        Command command = entry.command;
        entry.phase = Phase.WRITTEN;
        if (command.kind() == OperationKind.RECHECK) {
            return;
        }
        effects.merge(command.id(), 1, Integer::sum);
        int wanted = command.change().count().orElseThrow();
        int after = how % 7 == 0 ? entry.before : how % 7 == 1 ? 1 : wanted;
        counts.put(command.pf().orElseThrow(), after);
    }

    /// By what is there: the same after a crash as without one.
    private OperationState classified(Entry entry) {
        if (entry.command.kind() == OperationKind.RECHECK) {
            return OperationState.VERIFYING;
        }
        int count = counts.get(entry.command.pf().orElseThrow());
        if (count == entry.command.change().count().orElseThrow()) {
            return OperationState.VERIFYING;
        }
        return count == entry.before ? OperationState.FAILED : OperationState.PARTIAL;
    }

    private void done(Entry entry, OperationState ending) {
        entry.phase = Phase.DONE;
        Progress word = word(entry, ending);
        entry.ending = Optional.of(word);
        words.add(word);
    }

    private Progress word(Entry entry, OperationState state) {
        Optional<PciAddress> pf = entry.command.pf();
        return new Progress(
                entry.command.id(),
                state,
                pf.isPresent() ? OptionalInt.of(entry.before) : OptionalInt.empty(),
                pf.isPresent() ? OptionalInt.of(counts.get(pf.get())) : OptionalInt.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty());
    }

    /// The server has heard it.
    void acknowledged(Progress word) {
        words.remove(word);
    }

    /// What was begun is never begun again: the next agent looks.
    void crash() {
        words.clear();
        if (forgetful) {
            journal.clear();
            return;
        }
        journal.values().removeIf(entry -> entry.phase == Phase.RECEIVED);
        journal.values().forEach(this::recover);
    }

    private void recover(Entry entry) {
        if (entry.phase == Phase.DONE) {
            entry.ending.ifPresent(words::add);
            return;
        }
        done(entry, classified(entry));
    }
}
