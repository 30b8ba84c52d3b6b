package io.vfleet.agent.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.vfleet.agent.UsageProblem;
import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.testing.Inventories;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalPageTests {

    private static final Pattern NAME = Pattern.compile("(?m)^# TYPE (\\S+) ");
    private static final Pattern DOCUMENTED =
            Pattern.compile("`((?:vfleet_agent|node|process)_[a-z_]+)");

    private final FakeTiming timing = new FakeTiming(Duration.ofHours(1));
    private final Figures figures = new Figures(timing);
    private LocalPage page;

    @BeforeEach
    void listen() throws UsageProblem {
        page = LocalPage.serve(0, figures);
    }

    @AfterEach
    void close() {
        page.close();
    }

    @Test
    void whatTheAgentDidAndSawIsTold() throws IOException {
        figures.sent(Figures.Sent.REPORT_TAKEN);
        figures.sent(Figures.Sent.REPORT_TAKEN);
        figures.sent(Figures.Sent.HEARTBEAT_FAILED);
        figures.looked(0, 3);
        figures.saw(host());

        assertThat(body("metrics").lines())
                .contains(
                        "vfleet_agent_reports_total{result=\"taken\"} 2",
                        "vfleet_agent_reports_total{result=\"failed\"} 0",
                        "vfleet_agent_heartbeats_total{result=\"failed\"} 1",
                        "vfleet_agent_unacknowledged_changes 3",
                        "vfleet_agent_lost_changes_total 7",
                        "vfleet_agent_pf_vfs{pci_address=\"0000:81:00.1\"} 4",
                        "vfleet_agent_pf_vfs_limit{pci_address=\"0000:81:00.0\"} 8",
                        "node_network_up{device=\"ens3f0\"} 1",
                        "node_infiniband_state_id{device=\"mlx5_0\",port=\"1\"} 4")
                // what cannot be read is absent, never 0
                .noneMatch(line ->
                        line.startsWith("vfleet_agent_pf_vfs{pci_address=\"0000:81:00.0\""));
    }

    @Test
    void everyFigureIsDocumentedAndThereIsNoOther() throws IOException {
        figures.sent(Figures.Sent.REPORT_TAKEN);
        figures.saw(host());

        Set<String> documented = new TreeSet<>();
        Matcher matcher = DOCUMENTED.matcher(Files.readString(document()));
        while (matcher.find()) {
            documented.add(matcher.group(1));
        }
        assertThat(names(body("metrics"))).isEqualTo(documented);
    }

    @Test
    void promtoolFindsNoFault() throws Exception {
        figures.sent(Figures.Sent.REPORT_TAKEN);
        figures.saw(host());
        Optional<Path> promtool =
                Stream.of(System.getenv("PATH").split(":"))
                        .map(folder -> Path.of(folder, "promtool"))
                        .filter(Files::isExecutable)
                        .findFirst();
        assumeThat(promtool).as("no promtool here (Debian: prometheus)").isPresent();

        Process check =
                new ProcessBuilder(promtool.orElseThrow().toString(), "check", "metrics")
                        .redirectErrorStream(true)
                        .start();
        check.getOutputStream().write(body("metrics").getBytes(StandardCharsets.UTF_8));
        check.getOutputStream().close();
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(check.waitFor()).as(said).isZero();
    }

    @Test
    void anAgentThatDoesNotLookIsNotWellWhileAServerThatIsAwayIsNoReason()
            throws IOException, InterruptedException {
        figures.sent(Figures.Sent.REPORT_FAILED);
        assertThat(status("healthz")).isEqualTo(200);

        timing.sleep(Duration.ofSeconds(301));
        assertThat(status("healthz")).isEqualTo(503);
        assertThat(body("metrics")).contains("vfleet_agent_healthy 0");

        figures.looked(timing.nanoTime(), 0);
        assertThat(body("healthz")).isEqualTo("ok\n");
    }

    @Test
    void nobodyElsewhereIsAnswered() throws IOException {
        InetAddress elsewhere =
                NetworkInterface.networkInterfaces()
                        .flatMap(NetworkInterface::inetAddresses)
                        .filter(it -> it instanceof Inet4Address && !it.isLoopbackAddress())
                        .findFirst()
                        .orElse(null);
        assumeThat(elsewhere).as("this machine has no other address").isNotNull();

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> new Socket(elsewhere, page.port()).close());
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        assertThatExceptionOfType(UsageProblem.class)
                .isThrownBy(() -> LocalPage.serve(page.port(), figures))
                .withMessageContaining("--metrics-port: cannot listen on")
                .withMessageContaining(Integer.toString(page.port()));
    }

    private static NodeInventory host() {
        Journal journal = new Journal(Optional.empty(), List.of(), List.of(), List.of(), 7);
        return Inventories.healthyHost().journal(journal).pf(0, pf -> pf.noNumVfs()).build();
    }

    private static Set<String> names(String metrics) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = NAME.matcher(metrics);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    private HttpURLConnection get(String what) throws IOException {
        URI uri = URI.create("http://127.0.0.1:" + page.port() + "/" + what);
        return (HttpURLConnection) uri.toURL().openConnection();
    }

    private int status(String what) throws IOException {
        return get(what).getResponseCode();
    }

    private String body(String what) throws IOException {
        try (InputStream in = get(what).getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Path document() {
        Path here = Path.of("").toAbsolutePath();
        return Stream.iterate(here, folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve("docs/watch.md"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no docs/watch.md above " + here));
    }
}
