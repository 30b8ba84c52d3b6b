package io.vfleet.bench.agent;

import io.vfleet.bench.support.Misuse;
import io.vfleet.bench.support.NoResult;
import io.vfleet.bench.support.Progress;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/// Two agents, one over http and one over TLS, read the same large host; then what they took.
///
/// First a change makes them collect in full, then they are left alone and only watched, then
/// changes are timed.
public final class AgentBench {

    private static final int LOOK_SECONDS = 5;
    private static final int LOOKS_A_SCRAPE = 6;
    // memory is what they have come to after all that time
    private static final int LAST_SECONDS = 60;
    private static final int COLLECTS = 5;
    private static final int SETTLED_SECONDS = 3;
    private static final int KB = 1000;
    private static final int MILLIS = 1000;
    private static final int PERCENT = 100;
    private static final String CHANGING =
            "sys/kernel/mm/hugepages/hugepages-1048576kB/nr_hugepages";

    private final AgentOptions options;
    private final AgentProcess http;
    private final AgentProcess tls;
    private final Exporter exporter;
    private final List<Double> loads = new ArrayList<>();

    private AgentBench(
            AgentOptions options, AgentProcess http, AgentProcess tls, Exporter exporter) {
        this.options = options;
        this.http = http;
        this.tls = tls;
        this.exporter = exporter;
    }

    /// Prints what came out; whether all of it is as it must be.
    public static boolean run(List<String> arguments, PrintStream out)
            throws IOException, InterruptedException, Misuse, NoResult {
        AgentOptions options = AgentOptions.parse(arguments);
        Progress.say("starting two servers and their agents");
        try (Exporter exporter = Exporter.start(options.exporter());
                AgentProcess http = AgentProcess.start(options, false);
                AgentProcess tls = AgentProcess.start(options, true)) {
            AgentResult result = new AgentBench(options, http, tls, exporter).measure();
            out.print(options.json() ? result.json() : result.text());
            return result.ok();
        }
    }

    private AgentResult measure() throws IOException, InterruptedException, NoResult {
        collect();
        List<Subject> subjects = List.of(http.subject(), tls.subject(), exporter.subject());
        subjects.forEach(Subject::begin);
        Progress.say("watching for " + options.measured().toSeconds() + " s");
        watch(subjects);
        List<Double> idle =
                subjects.stream()
                        .map(it -> it.cpuSecondsSinceBegin() / options.measured().toSeconds())
                        .toList();
        int heartbeats = Math.min(http.timesSeen(), tls.timesSeen());
        List<Row> rows = new ArrayList<>();
        memory(rows, "http", http.subject(), 64, 36);
        memory(rows, "TLS", tls.subject(), 80, 48);
        OptionalDouble peerIdle = OptionalDouble.of(idle.get(2) * PERCENT);
        rows.add(new Row("idle on http, % of a core", idle.get(0) * PERCENT, peerIdle, 0.4));
        rows.add(new Row("idle on TLS, % of a core", idle.get(1) * PERCENT, peerIdle, 0.4));
        Progress.say("timing full collects");
        double[] seconds = collects(idle);
        rows.add(alone("full collect on http, CPU ms", seconds[0] * MILLIS, 300));
        rows.add(alone("full collect on TLS, CPU ms", seconds[1] * MILLIS, 300));
        rows.add(alone("report, compressed kB", (double) http.reports().getLast() / KB, 15));
        long parents =
                List.of(http, tls).stream().filter(it -> it.subject().hasHadChildren()).count();
        rows.add(alone("agents that started a process", parents, 0));
        double load = loads.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
        return new AgentResult(options.measured().toSeconds(), heartbeats, load, rows);
    }

    private static Row alone(String name, double ours, double must) {
        return new Row(name, ours, OptionalDouble.empty(), must);
    }

    private void memory(List<Row> rows, String over, Subject agent, int resident, int anonymous) {
        Subject peer = exporter.subject();
        rows.add(
                new Row(
                        "RSS on " + over + ", MiB",
                        agent.residentMib(),
                        OptionalDouble.of(peer.residentMib()),
                        resident));
        rows.add(
                new Row(
                        "RssAnon on " + over + ", MiB",
                        agent.anonymousMib(),
                        OptionalDouble.of(peer.anonymousMib()),
                        anonymous));
    }

    private void watch(List<Subject> subjects) throws IOException, InterruptedException, NoResult {
        long begin = System.nanoTime();
        for (long look = 1; look * LOOK_SECONDS <= options.measured().toSeconds(); look++) {
            long due = begin + TimeUnit.SECONDS.toNanos(look * LOOK_SECONDS);
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            if (options.measured().toSeconds() - look * LOOK_SECONDS < LAST_SECONDS) {
                for (Subject subject : subjects) {
                    subject.sample();
                }
            }
            http.lookAtServer();
            tls.lookAtServer();
            loads.add(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
            if (look % LOOKS_A_SCRAPE == 0) {
                exporter.scrape();
            }
        }
    }

    /// The mean CPU seconds of a collect, over http and over TLS, less what they take anyway.
    private double[] collects(List<Double> idle)
            throws IOException, InterruptedException, NoResult {
        double[] before = {http.subject().cpuSeconds(), tls.subject().cpuSeconds()};
        long begin = System.nanoTime();
        for (int i = 0; i < COLLECTS; i++) {
            collect();
        }
        double took = (System.nanoTime() - begin) / 1e9;
        return new double[] {
            (http.subject().cpuSeconds() - before[0] - took * idle.get(0)) / COLLECTS,
            (tls.subject().cpuSeconds() - before[1] - took * idle.get(1)) / COLLECTS
        };
    }

    /// Changes the host and waits until both agents have reported it.
    private void collect() throws IOException, InterruptedException, NoResult {
        int overHttp = http.reports().size() + 1;
        int overTls = tls.reports().size() + 1;
        Path changing = options.tree().resolve(CHANGING);
        int pages = Integer.parseInt(Files.readString(changing).strip());
        Files.writeString(changing, pages + 1 + "\n");
        http.awaitReports(overHttp);
        tls.awaitReports(overTls);
        // what an agent keeps on its disk after a report, and its next look
        TimeUnit.SECONDS.sleep(SETTLED_SECONDS);
    }
}
