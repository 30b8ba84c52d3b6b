package io.vfleet.bench.measure;

import io.vfleet.bench.http.ConnectionLog;
import io.vfleet.bench.http.Exchange;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/// Counts for one run; belongs to the event loop's thread.
public final class Tally implements ConnectionLog {

    /// So that a server that is down does not fill the memory with its many reasons.
    private static final int MOST_REASONS = 100;

    private final Map<String, Integer> failures = new TreeMap<>();
    private Map<Kind, Samples> samples = new EnumMap<>(Kind.class);
    private Map<Note, Integer> notes = new EnumMap<>(Note.class);
    private Samples lag = new Samples();
    private long since = System.nanoTime();
    private int held;
    private int fewestHeld;
    private int mostHeld;
    private int opened;
    private long done;

    public void add(Kind kind, Exchange exchange) {
        add(kind, exchange.nanos(), exchange);
    }

    /// With another time than the exchange's own.
    public void add(Kind kind, long nanos, Exchange exchange) {
        add(kind, nanos);
        of(kind).addBytes(exchange.bytesOut(), exchange.bytesIn());
    }

    public void add(Kind kind, long nanos) {
        of(kind).add(nanos);
        done += kind.request() ? 1 : 0;
    }

    private Samples of(Kind kind) {
        return samples.computeIfAbsent(kind, _ -> new Samples());
    }

    public void failed(Kind kind, String reason) {
        failed(kind.label() + ": " + reason);
    }

    private void failed(String reason) {
        boolean room = failures.size() < MOST_REASONS || failures.containsKey(reason);
        failures.merge(room ? reason : "other reasons", 1, Integer::sum);
    }

    public void note(Note note) {
        notes.merge(note, 1, Integer::sum);
    }

    public void late(long nanos) {
        lag.add(nanos);
    }

    public void pollHeld() {
        held++;
    }

    public void pollEnded() {
        held--;
    }

    /// To be called every second.
    public void lookAtHeld() {
        fewestHeld = Math.min(fewestHeld, held);
        mostHeld = Math.max(mostHeld, held);
    }

    @Override
    public void opened() {
        opened++;
    }

    @Override
    public void lost() {
        failed("connection: the server closed it between two requests");
    }

    public int held() {
        return held;
    }

    public int connections() {
        return opened;
    }

    /// All requests answered so far.
    public long done() {
        return done;
    }

    public int failures() {
        return failures.values().stream().mapToInt(Integer::intValue).sum();
    }

    public Map<String, Integer> reasons() {
        return Map.copyOf(failures);
    }

    /// What was measured since the last call, failures apart: they count for the whole run.
    public Figures take() {
        long now = System.nanoTime();
        lookAtHeld();
        Figures taken = new Figures((now - since) / 1e9, samples, lag, fewestHeld, mostHeld, notes);
        samples = new EnumMap<>(Kind.class);
        notes = new EnumMap<>(Note.class);
        lag = new Samples();
        since = now;
        fewestHeld = held;
        mostHeld = held;
        return taken;
    }
}
