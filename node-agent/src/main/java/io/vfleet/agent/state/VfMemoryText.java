package io.vfleet.agent.state;

import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.VfCountOwner;
import io.vfleet.domain.wire.ChangedBy;
import io.vfleet.domain.wire.Report;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/// [VfMemory] as lines of words, one fact a line.
final class VfMemoryText {

    private static final String HEADER = "vfleet-journal 1";

    // where in a change's words it says who made it
    private static final int BY = 6;

    private Optional<String> bootId = Optional.empty();
    private final SortedMap<PciAddress, Integer> counts = new TreeMap<>();
    private final SortedMap<PciAddress, Integer> before = new TreeMap<>();
    private Optional<Journal.VfChange> last = Optional.empty();
    private final List<Report.Change> pending = new ArrayList<>();
    private long dropped;

    private VfMemoryText() {}

    static List<String> write(VfMemory memory) {
        List<String> lines = new ArrayList<>();
        lines.add(HEADER);
        memory.bootId().ifPresent(id -> lines.add("boot " + id));
        memory.counts().forEach((pf, count) -> lines.add("count " + pf + " " + count));
        memory.beforeBoot().forEach((pf, count) -> lines.add("before " + pf + " " + count));
        memory.lastChange().ifPresent(change -> lines.add("last " + words(change)));
        memory.pending()
                .forEach(change -> lines.add("change " + words(asSeen(change)) + by(change)));
        lines.add("dropped " + memory.dropped());
        return lines;
    }

    /// The memory, or empty when a line is none that [#write] makes.
    static Optional<VfMemory> read(List<String> lines) {
        if (lines.isEmpty() || !lines.getFirst().equals(HEADER)) {
            return Optional.empty();
        }
        VfMemoryText text = new VfMemoryText();
        try {
            lines.stream().skip(1).forEach(line -> text.take(line.split(" ", -1)));
        } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
        return Optional.of(text.memory());
    }

    private void take(String[] words) {
        switch (words[0]) {
            case "boot" -> bootId = Optional.of(words[1]);
            case "count" -> counts.put(PciAddress.parse(words[1]), Integer.valueOf(words[2]));
            case "before" -> before.put(PciAddress.parse(words[1]), Integer.valueOf(words[2]));
            case "last" -> last = Optional.of(change(words));
            case "change" -> pending.add(asSent(change(words), by(words)));
            case "dropped" -> dropped = Long.parseLong(words[1]);
            default -> throw new IllegalArgumentException("unknown word " + words[0]);
        }
    }

    private VfMemory memory() {
        return new VfMemory(bootId, counts, before, last, pending, dropped);
    }

    private static String words(Journal.VfChange change) {
        return String.join(
                " ",
                change.at().toString(),
                change.bootId(),
                change.pf().toString(),
                Integer.toString(change.from()),
                Integer.toString(change.to()));
    }

    private static Journal.VfChange change(String[] words) {
        return new Journal.VfChange(
                PciAddress.parse(words[3]),
                Instant.parse(words[1]),
                words[2],
                Integer.parseInt(words[4]),
                Integer.parseInt(words[5]));
    }

    private static Journal.VfChange asSeen(Report.Change change) {
        return new Journal.VfChange(
                change.pf(), change.at(), change.bootId(), change.from(), change.to());
    }

    private static Report.Change asSent(Journal.VfChange change, Optional<ChangedBy> by) {
        return new Report.Change(
                change.at(), change.bootId(), change.pf(), change.from(), change.to(), by);
    }

    private static String by(Report.Change change) {
        return switch (change.by().orElse(null)) {
            case null -> "";
            case ChangedBy.Operation(var id) -> " operation " + id;
            case ChangedBy.Foreign(var suspect) ->
                    " foreign" + suspect.map(it -> " " + it.kind() + " " + it.path()).orElse("");
        };
    }

    private static Optional<ChangedBy> by(String[] words) {
        if (words.length <= BY) {
            return Optional.empty();
        }
        if (words[BY].equals("operation")) {
            return Optional.of(new ChangedBy.Operation(UUID.fromString(words[BY + 1])));
        }
        if (words.length <= BY + 2) {
            return Optional.of(new ChangedBy.Foreign(Optional.empty()));
        }
        // a path may have spaces in it
        String path = String.join(" ", List.of(words).subList(BY + 2, words.length));
        return Optional.of(
                new ChangedBy.Foreign(
                        Optional.of(
                                new VfCountOwner(
                                        words[BY + 1],
                                        path,
                                        Optional.empty(),
                                        OptionalInt.empty()))));
    }
}
