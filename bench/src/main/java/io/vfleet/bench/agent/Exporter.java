package io.vfleet.bench.agent;

import io.vfleet.bench.support.NoResult;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// Debian's node exporter, scraped as often as the agent beats.
final class Exporter implements AutoCloseable {

    static final String NAME = "prometheus-node-exporter";

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final int TIMEOUT_MILLIS = 10_000;

    private final Process process;
    private final Subject subject;
    private final URI metrics;

    private Exporter(Process process, URI metrics) throws NoResult {
        this.process = process;
        this.subject = new Subject(NAME, process);
        this.metrics = metrics;
    }

    static Exporter start(Path program) throws IOException, InterruptedException, NoResult {
        String address = "127.0.0.1:" + freePort();
        Process process =
                new ProcessBuilder(program.toString(), "--web.listen-address=" + address)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        Exporter exporter =
                new Exporter(process, URI.create("http://%s/metrics".formatted(address)));
        exporter.awaitAnswer();
        return exporter;
    }

    Subject subject() {
        return subject;
    }

    void scrape() throws IOException {
        URLConnection connection = metrics.toURL().openConnection(Proxy.NO_PROXY);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        try (InputStream in = connection.getInputStream()) {
            in.readAllBytes();
        }
    }

    private void awaitAnswer() throws InterruptedException, NoResult {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() - deadline > 0) {
                process.destroy();
                throw new NoResult(NAME + " does not answer");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private boolean answers() {
        try {
            scrape();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
