package io.vfleet.server.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.server.Api;
import io.vfleet.server.LargeFleet;
import io.vfleet.server.ServerTest;
import io.vfleet.server.SomeFleet;
import io.vfleet.server.SomeFleet.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// What Prometheus gets.
@ServerTest
class ScrapeTests {

    private static final Pattern ROW =
            Pattern.compile("\\| `(vfleet_\\w+)` \\| (\\w+) \\|\\s*([^|]*?)\\s*\\| [^|]+ \\|");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");
    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");
    private static final int SCRAPES = Integer.getInteger("vfleet.scrapes", 3);

    @Autowired private Api api;
    @Autowired private SomeFleet fleet;
    @Autowired private LargeFleet large;
    @Autowired private FleetMetrics cached;

    @Test
    void theDocumentNamesEveryMetricWithTypeAndLabels() throws IOException {
        fillALittle();
        assertThat(scraped(scrape())).isEqualTo(documented());
    }

    @Test
    void promtoolHasNothingToSay() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isExecutable(PROMTOOL), "no promtool here");
        fillALittle();
        api.with("read").get("/api/v1/nodes").ok();
        Process promtool =
                new ProcessBuilder(PROMTOOL.toString(), "check", "metrics")
                        .redirectErrorStream(true)
                        .start();
        try (var in = promtool.outputWriter()) {
            in.write(scrape());
        }
        String said = new String(promtool.getInputStream().readAllBytes());
        assertThat(promtool.waitFor()).as(said).isZero();
        assertThat(said).isEmpty();
    }

    /// Prints what a scrape costs; `-Dvfleet.scrapes=50` for a figure one can believe.
    @Test
    void tenThousandNodesGiveFewSeries() {
        large.add(10_000);
        Api scraper = api.with("metrics");
        long[] millis = new long[SCRAPES];
        String body = "";
        for (int i = 0; i < SCRAPES; i++) {
            cached.forget();
            long start = System.nanoTime();
            body = scraper.get("/actuator/prometheus").body();
            millis[i] = (System.nanoTime() - start) / 1_000_000;
        }
        Arrays.sort(millis);
        long series = body.lines().filter(line -> !line.startsWith("#")).count();
        System.out.printf(
                "10,000 nodes: %d series, a scrape takes %d ms (median of %d)%n",
                series, millis[SCRAPES / 2], SCRAPES);
        assertThat(body).contains("vfleet_nodes{site=\"other\",status=\"ONLINE\"}");
        assertThat(series).isLessThanOrEqualTo(2_000);
    }

    private void fillALittle() {
        fleet.find(
                fleet.add("sick", Kind.broken("kernel", "fra")),
                "critical",
                "half-performance",
                true);
        cached.forget();
    }

    private String scrape() {
        return api.with("metrics").get("/actuator/prometheus").body();
    }

    /// Type and labels of each metric of ours, by its name.
    private static Map<String, String> scraped(String body) {
        var types = new TreeMap<String, String>();
        var labels = new TreeMap<String, TreeSet<String>>();
        for (String line : body.lines().toList()) {
            String[] words = line.split("[ {]");
            if (line.startsWith("# TYPE vfleet_")) {
                types.put(words[2], words[3]);
            } else if (line.startsWith("vfleet_")) {
                String name = words[0].replaceFirst("_(bucket|sum|count)$", "");
                labels.computeIfAbsent(name, _ -> new TreeSet<>()).addAll(labels(line));
            }
        }
        types.replaceAll((name, type) -> type + " " + labels.getOrDefault(name, new TreeSet<>()));
        return types;
    }

    private static List<String> labels(String line) {
        return LABEL.matcher(line)
                .results()
                .map(match -> match.group(1))
                .filter(label -> !label.equals("le"))
                .toList();
    }

    private static Map<String, String> documented() throws IOException {
        var rows = new TreeMap<String, String>();
        for (String line : Files.readAllLines(document())) {
            var row = ROW.matcher(line);
            if (row.matches()) {
                var labels =
                        Stream.of(row.group(3).replace("`", "").split(","))
                                .map(String::strip)
                                .filter(label -> !label.isEmpty())
                                .sorted()
                                .toList();
                rows.put(row.group(1), row.group(2) + " " + labels);
            }
        }
        return rows;
    }

    private static Path document() {
        Path module = Path.of("").toAbsolutePath();
        Path root = module.endsWith("server") ? module.getParent() : module;
        return root.resolve("docs").resolve("metrics.md");
    }
}
