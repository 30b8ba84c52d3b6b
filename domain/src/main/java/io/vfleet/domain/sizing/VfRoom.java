package io.vfleet.domain.sizing;

import io.vfleet.domain.sizing.Limit.Kind;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// How many VFs one PF could have: everything that bounds them.
///
/// @param hugepagesMiB the PF's share of the hugepages that are there; empty when not known
/// @param recommended empty where no profile says what its VFs are for
public record VfRoom(
        List<Limit> limits, OptionalLong hugepagesMiB, Optional<Recommendation> recommended) {

    private static final String HUGEPAGES = "/sys/kernel/mm/hugepages";

    public VfRoom {
        limits = List.copyOf(limits);
    }

    /// How many VFs suit the profile of the node.
    public record Recommendation(int numVfs, String why) {}

    /// Whether `wanted` VFs are possible, and what says no or cannot say.
    ///
    /// @param because nothing when the answer is yes
    public record Judgment(int wanted, Answer answer, List<Limit> because) {

        public Judgment {
            because = List.copyOf(because);
        }

        /// Whether a reboot, with what is to be done before it, would do.
        public boolean needsReboot() {
            boolean hopeless =
                    because.stream()
                            .filter(limit -> limit.answer(wanted) == Answer.NO)
                            .anyMatch(limit -> limit.raise(wanted).isEmpty());
            return !hopeless
                    && because.stream()
                            .flatMap(limit -> limit.raise(wanted).stream())
                            .anyMatch(Limit.Raise::reboot);
        }
    }

    /// So many are possible.
    public int sure() {
        return nearest().sure();
    }

    /// More are not.
    public int most() {
        return tightest().most();
    }

    /// What keeps more than [#sure] from being sure.
    public Limit nearest() {
        return least(Comparator.comparingInt(Limit::sure));
    }

    /// What keeps more than [#most] from being possible.
    public Limit tightest() {
        return least(Comparator.comparingInt(Limit::most));
    }

    private Limit least(Comparator<Limit> order) {
        return limits.stream().min(order).orElseThrow();
    }

    /// @param hugepagesPerVf in MiB; 0: nobody asked for any
    public Judgment judge(int wanted, long hugepagesPerVf) {
        List<Limit> all =
                hugepagesPerVf == 0
                        ? limits
                        : Stream.concat(limits.stream(), Stream.of(hugepages(hugepagesPerVf)))
                                .toList();
        List<Limit> because =
                all.stream().filter(limit -> limit.answer(wanted) != Answer.YES).toList();
        boolean no = because.stream().anyMatch(limit -> limit.answer(wanted) == Answer.NO);
        Answer otherwise = because.isEmpty() ? Answer.YES : Answer.UNKNOWN;
        return new Judgment(wanted, no ? Answer.NO : otherwise, because);
    }

    private Limit hugepages(long perVf) {
        if (hugepagesMiB.isEmpty()) {
            return Limit.unknown(Kind.HUGEPAGES, 0, HUGEPAGES, "not reported");
        }
        long share = hugepagesMiB.getAsLong();
        String says =
                "%d MiB of hugepages are there for it: %d VFs of %d MiB"
                        .formatted(share, share / perVf, perVf);
        int possible = (int) Math.min(Limit.ANY, share / perVf);
        return Limit.exactly(Kind.HUGEPAGES, possible, HUGEPAGES, says)
                .raisedBy(
                        "ask for more hugepages on the kernel's command line, then reboot",
                        true,
                        Limit.ANY);
    }
}
