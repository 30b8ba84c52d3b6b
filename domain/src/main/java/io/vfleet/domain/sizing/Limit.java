package io.vfleet.domain.sizing;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/// One thing that bounds how many VFs a PF can have.
///
/// @param sure so many are possible as far as this goes
/// @param most more are not; above `sure` and up to here it is not known
/// @param path what it was read from, or would have been
/// @param says in words, with its numbers, or why it is not known
public record Limit(
        Kind kind, int sure, int most, String path, String says, Optional<Raise> raise) {

    /// What NumVFs, a register of 16 bits, can hold: no bound.
    public static final int ANY = 65_535;

    public Limit {
        requireNonNull(kind, "kind is null");
        requireNonNull(path, "path is null");
        requireNonNull(says, "says is null");
        if (sure < 0 || most < sure) {
            throw new IllegalArgumentException("%s: %d, %d".formatted(kind, sure, most));
        }
    }

    /// What bounds VFs, in the order of the chain.
    public enum Kind {
        TOTAL_VFS("total-vfs"),
        FIRMWARE("firmware"),
        MMIO_WINDOW("mmio-window"),
        BUS_NUMBERS("bus-numbers"),
        DRIVER("driver"),
        INTERRUPTS("interrupts"),
        HUGEPAGES("hugepages");

        private final String id;

        Kind(String id) {
            this.id = id;
        }

        public String id() {
            return id;
        }
    }

    /// How to get further.
    ///
    /// @param upTo more than these are not possible this way either
    /// @param reboot whether it takes a reboot, or a reset of the card
    public record Raise(String how, boolean reboot, int upTo) {}

    static Limit exactly(Kind kind, int count, String path, String says) {
        return new Limit(kind, count, count, path, says, Optional.empty());
    }

    static Limit none(Kind kind, String path, String says) {
        return exactly(kind, ANY, path, says);
    }

    /// Known to hold for the VFs that are there, and no further.
    static Limit unknown(Kind kind, int there, String path, String why) {
        return new Limit(kind, there, ANY, path, why, Optional.empty());
    }

    Limit raisedBy(String how, boolean reboot, int upTo) {
        return new Limit(kind, sure, most, path, says, Optional.of(new Raise(how, reboot, upTo)));
    }

    public Answer answer(int wanted) {
        if (wanted <= sure) {
            return Answer.YES;
        }
        return wanted > most ? Answer.NO : Answer.UNKNOWN;
    }

    /// How to have `wanted`, where this stands in the way and a way is known.
    public Optional<Raise> raise(int wanted) {
        return raise.filter(_ -> answer(wanted) != Answer.YES).filter(way -> wanted <= way.upTo());
    }
}
