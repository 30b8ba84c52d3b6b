package io.vfleet.agent.state;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Counts the starts of an agent; a message of a later epoch beats all of an earlier one.
final class Epoch {

    private Epoch() {}

    static long next(StateFile file, boolean startedBefore) throws StateProblem {
        long next = last(file).orElse(fallback(startedBefore)) + 1;
        keep(file, List.of(Long.toString(next)));
        return next;
    }

    // without it on disk two starts could use the same epoch; a full disk has room in the old file
    private static void keep(StateFile file, List<String> lines) throws StateProblem {
        try {
            file.write(lines);
        } catch (IOException full) {
            try {
                file.overwrite(lines);
            } catch (IOException e) {
                throw new StateProblem("cannot write " + file.path() + ": " + StateFile.reason(e));
            }
        }
    }

    private static Optional<Long> last(StateFile file) throws StateProblem {
        Optional<List<String>> lines = file.read();
        try {
            return lines.map(all -> Long.valueOf(String.join("", all)));
        } catch (NumberFormatException e) {
            file.setAside("it is no number");
            return Optional.empty();
        }
    }

    // whoever started before may have sent epochs that must be exceeded: seconds run faster than
    // starts do
    private static long fallback(boolean startedBefore) {
        return startedBefore ? Instant.now().getEpochSecond() : 0;
    }
}
