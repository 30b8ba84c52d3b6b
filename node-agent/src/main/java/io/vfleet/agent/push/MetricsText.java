package io.vfleet.agent.push;

import io.vfleet.domain.inventory.PhysicalFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// Figures in Prometheus' text format.
final class MetricsText {

    private static final Path STATUS = Path.of("/proc/self/status");

    private final StringBuilder text = new StringBuilder(2_048);

    void gauge(String name, String help) {
        head(name, help, "gauge");
    }

    void counter(String name, String help) {
        head(name, help, "counter");
    }

    /// @param labels name, value, name, value
    void sample(String name, double value, String... labels) {
        text.append(name);
        for (int i = 0; i < labels.length; i += 2) {
            text.append(i == 0 ? '{' : ',').append(labels[i]).append("=\"");
            text.append(escaped(labels[i + 1])).append('"');
        }
        if (labels.length > 0) {
            text.append('}');
        }
        text.append(' ').append(number(value)).append('\n');
    }

    void sample(String name, double value, PhysicalFunction pf) {
        sample(name, value, "pci_address", pf.address().toString());
    }

    /// What every Prometheus client tells of its own process.
    void process() {
        ProcessHandle.Info self = ProcessHandle.current().info();
        self.totalCpuDuration()
                .ifPresent(cpu -> {
                    counter("process_cpu_seconds_total", "Processor time of the agent");
                    sample("process_cpu_seconds_total", cpu.toMillis() / 1000.0);
                });
        self.startInstant()
                .ifPresent(start -> {
                    gauge("process_start_time_seconds", "When the agent started");
                    sample("process_start_time_seconds", start.getEpochSecond());
                });
        resident();
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private void resident() {
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith("VmRSS:")) {
                    long kib = Long.parseLong(line.replaceAll("\\D", ""));
                    gauge("process_resident_memory_bytes", "Memory of the agent");
                    sample("process_resident_memory_bytes", kib * 1024.0);
                }
            }
        } catch (IOException unreadable) {
            // a figure that cannot be had is left out
            text.append("# no memory: ").append(unreadable.getClass().getSimpleName()).append('\n');
        }
    }

    private void head(String name, String help, String type) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.3f", value);
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
