package io.vfleet.bench;

import io.vfleet.bench.measure.Figures;
import io.vfleet.bench.measure.Kind;
import io.vfleet.bench.measure.Note;
import io.vfleet.bench.measure.Samples;
import java.util.Locale;
import java.util.Map;

/// The result for people.
final class TextResult {

    private static final double KIB = 1024;

    private final StringBuilder text = new StringBuilder();
    private final Result result;

    private TextResult(Result result) {
        this.result = result;
    }

    static String of(Result result) {
        TextResult lines = new TextResult(result);
        lines.writeAll();
        return lines.text.toString();
    }

    private void writeAll() {
        Options options = result.options();
        line(
                "%s: %d nodes with %s VFs, %.0f s",
                options.profile().label(),
                options.nodes(),
                options.shape(),
                result.measured().seconds());
        table("joining", result.join());
        table("measured", result.measured());
        Figures measured = result.measured();
        line("held polls   %d to %d", measured.fewestHeld(), measured.mostHeld());
        line("connections  %d for %d nodes", result.connections(), options.nodes());
        writeProcesses();
        notes(result.join());
        notes(measured);
        result.goals().forEach(this::goal);
        line("failures     %d", result.failures());
        result.reasons().forEach((reason, count) -> line("  %6d  %s", count, reason));
        line(result.ok() ? "ok" : "NOT OK");
    }

    private void table(String title, Figures figures) {
        line(
                "%-10s %9s %9s %9s %9s %9s %9s %9s",
                title, "count", "per s", "p50 ms", "p99 ms", "max ms", "out KiB", "in KiB");
        for (Kind kind : Kind.values()) {
            figures.of(kind).ifPresent(samples -> row(kind, samples, figures));
        }
        line(
                "%-10s %9d %9.1f   in %.1f s",
                "requests",
                figures.requests(),
                figures.perSecond(figures.requests()),
                figures.seconds());
    }

    private void row(Kind kind, Samples samples, Figures figures) {
        line(
                "%-10s %9d %9.1f %9.2f %9.2f %9.2f %9.1f %9.1f",
                kind.label(),
                samples.count(),
                figures.perSecond(samples.count()),
                samples.millis(0.5),
                samples.millis(0.99),
                samples.millis(1),
                samples.bytesOut() / KIB,
                samples.bytesIn() / KIB);
    }

    private void writeProcesses() {
        double seconds = result.measured().seconds();
        Samples lag = result.measured().lag();
        line(
                "this process CPU %.2f s (%.1f %% of a core), beats late by p99 %.2f ms, max %.2f ms",
                result.own(), result.own() / seconds * 100, lag.millis(0.99), lag.millis(1));
        result.server().ifPresent(server -> server(server, seconds));
    }

    private void server(Result.Server server, double seconds) {
        line(
                "server       CPU %.2f s (%.1f %% of a core; itself %.2f, its children %.2f), %.3f ms"
                        + " a request, RSS %s MiB",
                server.cpu().total(),
                server.cpu().total() / seconds * 100,
                server.cpu().own(),
                server.cpu().children(),
                result.cpuPerRequest().orElse(0.0),
                server.residentMib().isPresent() ? server.residentMib().getAsLong() : "?");
    }

    private void notes(Figures figures) {
        for (Map.Entry<Note, Integer> note : figures.notes().entrySet()) {
            line("note         %d %s", note.getValue(), note.getKey().words());
        }
    }

    private void goal(Result.Goal goal) {
        line(
                "goal         %s: %.1f %s, must be at most %.0f: %s",
                goal.name(), goal.value(), goal.unit(), goal.must(), goal.ok() ? "ok" : "MISSED");
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
    }
}
