package io.vfleet.bench.agent;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// What came out.
///
/// @param heartbeats of the agent that was seen less often
/// @param load of the machine, the mean of its one-minute averages
record AgentResult(long seconds, int heartbeats, double load, List<Row> rows) {

    private static final int DECIMALS = 1000;

    // twenty heartbeats at the longest interval, 33 s; a shorter run is a first impression
    private static final long WHOLE_SECONDS = 660;
    private static final int FEWEST_HEARTBEATS = 20;
    private static final double BUSY = 1.5;

    AgentResult {
        rows = List.copyOf(rows);
    }

    boolean ok() {
        return rows.stream().allMatch(Row::ok) && alive();
    }

    private boolean alive() {
        return seconds < WHOLE_SECONDS || heartbeats >= FEWEST_HEARTBEATS;
    }

    /// What to know before the figures are believed.
    private List<String> caveats() {
        List<String> caveats = new ArrayList<>();
        if (seconds < WHOLE_SECONDS) {
            caveats.add("a first impression: the limits are those of 660 s");
        }
        if (!alive()) {
            caveats.add("NOT OK: fewer than " + FEWEST_HEARTBEATS + " heartbeats");
        }
        if (load > BUSY) {
            caveats.add("the machine was busy: processor times come out too high");
        }
        return caveats;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "agent: 8 PFs with 64 VFs each, %d s, %d heartbeats, load of the machine %.1f",
                seconds,
                heartbeats,
                load);
        line(text, "%-34s %9s %9s %7s %7s", "", "ours", "peer", "ratio", "must");
        for (Row row : rows) {
            line(
                    text,
                    "%-34s %9s %9s %7s %7s  %s",
                    row.name(),
                    shown(OptionalDouble.of(row.ours())),
                    shown(row.peer()),
                    shown(row.ratio()),
                    shown(OptionalDouble.of(row.must())),
                    row.ok() ? "ok" : "MISSED");
        }
        line(text, "peer: %s", Exporter.NAME);
        caveats().forEach(caveat -> line(text, "%s", caveat));
        line(text, ok() ? "ok" : "NOT OK");
        return text.toString();
    }

    String json() {
        StringWriter text = new StringWriter();
        JsonFactory factory = JsonFactory.builder().build();
        try (JsonGenerator out = factory.createGenerator(ObjectWriteContext.empty(), text)) {
            write(out);
        }
        return text + "\n";
    }

    private void write(JsonGenerator out) {
        out.writeStartObject();
        out.writeStringProperty("profile", "agent");
        out.writeNumberProperty("seconds", seconds);
        out.writeNumberProperty("heartbeats", heartbeats);
        out.writeNumberProperty("load", rounded(load));
        out.writeArrayPropertyStart("rows");
        rows.forEach(row -> write(out, row));
        out.writeEndArray();
        out.writeArrayPropertyStart("caveats");
        caveats().forEach(out::writeString);
        out.writeEndArray();
        out.writeBooleanProperty("ok", ok());
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, Row row) {
        out.writeStartObject();
        out.writeStringProperty("name", row.name());
        out.writeNumberProperty("ours", rounded(row.ours()));
        row.peer()
                .ifPresent(peer -> {
                    out.writeNumberProperty("peer", rounded(peer));
                    out.writeStringProperty("peerName", Exporter.NAME);
                });
        row.ratio().ifPresent(ratio -> out.writeNumberProperty("ratio", rounded(ratio)));
        out.writeNumberProperty("must", row.must());
        out.writeBooleanProperty("ok", row.ok());
        out.writeEndObject();
    }

    private static double rounded(double value) {
        return (double) Math.round(value * DECIMALS) / DECIMALS;
    }

    private static String shown(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.2f", value.getAsDouble()) : "-";
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
    }
}
