package io.vfleet.domain.remedy;

import static java.util.Objects.requireNonNull;

import io.vfleet.domain.table.Table;
import java.util.List;
import java.util.regex.Pattern;

/// What would make known what could not be read.
///
/// @param text what to do: `run the agent as root`
public record Advice(Way way, String text) {

    /// What is missing.
    public enum Way {
        ROOT("root"),
        CAPABILITY("capability"),
        MOUNT("mount"),
        TOOL("tool"),
        KERNEL("kernel"),
        DRIVER("driver"),
        MODULE("module"),
        CARD("card"),
        AGENT("agent"),
        POD("pod"),
        CAPTURE("capture"),
        AGAIN("again"),
        BY_HAND("by-hand");

        private final String id;

        Way(String id) {
            this.id = id;
        }

        public String id() {
            return id;
        }

        static Way of(String id) {
            return List.of(values()).stream()
                    .filter(way -> way.id.equals(id))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no way is called " + id));
        }
    }

    public Advice {
        requireNonNull(way, "way is null");
        requireNonNull(text, "text is null");
    }

    private record Row(Pattern path, Pattern reason, Advice advice) {

        static Row of(Table.Row row) {
            return new Row(
                    Pattern.compile(row.get("path")),
                    Pattern.compile(row.get("reason")),
                    new Advice(Way.of(row.get("way")), row.get("advice")));
        }

        boolean fits(String read, String why) {
            return path.matcher(read).find() && reason.matcher(why).find();
        }
    }

    private static final List<Row> ROWS =
            Table.read("unknown-advice.tsv").rows().stream().map(Row::of).toList();

    /// What the last row says, which fits all that is not known any better.
    static final Advice LAST = ROWS.getLast().advice;

    /// What to do about a path that could not be read for this reason.
    public static Advice of(String path, String reason) {
        return ROWS.stream()
                .filter(row -> row.fits(path, reason))
                .findFirst()
                .map(Row::advice)
                .orElseThrow();
    }
}
