package io.vfleet.server.operations;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// One thing that happens in a history; the numbers mean something by what is there at that moment,
/// so that a history with acts taken out is still one.
record Act(Kind kind, int which, int how) {

    private static final List<Kind> KINDS =
            Stream.of(Kind.values())
                    .flatMap(kind -> Stream.generate(() -> kind).limit(kind.weight))
                    .toList();

    /// What can happen.
    enum Kind {
        /// a request, of one of two PFs or of the node
        ASK(4),
        /// the newest request once more, with its key
        ASK_AGAIN(1),
        CANCEL(1),
        /// the agent asks for commands; the answer may be lost, or its reader gone
        CLAIM(6),
        /// the agent goes on with one command: begins, writes, reads back
        STEP(8),
        /// the agent's oldest word goes out; it or its answer may be lost
        TELL(6),
        /// kill -9 of the agent, which starts again
        CRASH(1),
        /// a report is collected
        COLLECT(3),
        /// a report arrives, perhaps late or twice
        DELIVER(4),
        /// somebody else writes a count
        FOREIGN(1),
        PASS(2),
        SWEEP(2);

        private final int weight;

        Kind(int weight) {
            this.weight = weight;
        }
    }

    static Act any(RandomGenerator random) {
        return new Act(
                KINDS.get(random.nextInt(KINDS.size())),
                random.nextInt(1000),
                random.nextInt(1000));
    }

    @Override
    public String toString() {
        return "%s(%d,%d)".formatted(kind, which, how);
    }
}
