package io.vfleet.simulation.kernel;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// How a port answers writes just now. Changed under the kernel's monitor, through the kernel.
public final class CardState {

    private final Set<Condition> conditions = EnumSet.noneOf(Condition.class);
    private OptionalInt msixVectorsLeft = OptionalInt.empty();
    private OptionalInt roomForVfs = OptionalInt.empty();
    private OptionalInt lastBus = OptionalInt.empty();
    private Duration slowness = Duration.ZERO;
    private boolean hanging;
    private Optional<Keeper> keeper = Optional.empty();

    CardState() {}

    /// Something on the host that sets its own count whenever another one is found.
    ///
    /// @param delay after which it notices
    public record Keeper(int count, Duration delay) {}

    public CardState in(Condition condition) {
        conditions.add(condition);
        return this;
    }

    public CardState notIn(Condition condition) {
        conditions.remove(condition);
        return this;
    }

    boolean is(Condition condition) {
        return conditions.contains(condition);
    }

    /// What the card has left for all VFs of the port.
    public CardState msixVectorsLeft(int vectors) {
        msixVectorsLeft = OptionalInt.of(vectors);
        return this;
    }

    OptionalInt msixVectorsLeft() {
        return msixVectorsLeft;
    }

    /// How many VFs the card's resources are enough for.
    public CardState roomForVfs(int vfs) {
        roomForVfs = OptionalInt.of(vfs);
        return this;
    }

    OptionalInt roomForVfs() {
        return roomForVfs;
    }

    /// The bridge above passes on fewer bus numbers.
    public CardState lastBus(int bus) {
        lastBus = OptionalInt.of(bus);
        return this;
    }

    OptionalInt lastBus() {
        return lastBus;
    }

    /// The driver takes so much longer.
    public CardState slowWrites(Duration more) {
        slowness = more;
        return this;
    }

    Duration slowness() {
        return slowness;
    }

    /// The driver never comes back from a change.
    public CardState hangWrites() {
        hanging = true;
        return this;
    }

    /// What hangs goes on.
    public CardState letWritesGo() {
        hanging = false;
        return this;
    }

    boolean hanging() {
        return hanging;
    }

    public CardState keptBy(Keeper somebody) {
        keeper = Optional.of(somebody);
        return this;
    }

    public Optional<Keeper> keeper() {
        return keeper;
    }

    // what the card itself is short of stays
    void rebooted() {
        hanging = false;
        slowness = Duration.ZERO;
        conditions.remove(Condition.OPERATION_PENDING);
        conditions.remove(Condition.RESETTING);
        conditions.remove(Condition.SELF_TEST);
    }
}
