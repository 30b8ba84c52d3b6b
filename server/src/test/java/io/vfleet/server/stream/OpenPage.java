package io.vfleet.server.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.server.Api;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.util.Iterator;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A page that listens, as EventSource does.
final class OpenPage implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final long PATIENCE = 20;

    private final HttpHeaders headers;
    private final Stream<String> lines;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile String lastId = "";

    record Event(String name, String data) {

        JsonNode json() {
            return JSON.readTree(data);
        }

        boolean names(Object node) {
            return json().path("nodes").toString().contains(node.toString());
        }
    }

    private OpenPage(Api api, String... headers) {
        var answer = api.open("/api/v1/stream", headers);
        assertThat(answer.statusCode()).isEqualTo(200);
        this.headers = answer.headers();
        this.lines = answer.body();
        Thread.ofVirtual().start(this::read);
    }

    static OpenPage of(Api api, String... headers) {
        return new OpenPage(api, headers);
    }

    private void read() {
        String name = "message";
        try {
            for (Iterator<String> all = lines.iterator(); all.hasNext(); ) {
                String line = all.next();
                String value = line.substring(line.indexOf(':') + 1).strip();
                if (line.startsWith("id:")) {
                    lastId = value;
                } else if (line.startsWith("event:")) {
                    name = value;
                } else if (line.startsWith("data:")) {
                    events.add(new Event(name, value));
                }
            }
        } catch (UncheckedIOException _) {
            // cut off: over, too
        } finally {
            over.countDown();
        }
    }

    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    String lastId() {
        return lastId;
    }

    Event next() throws InterruptedException {
        Event event = events.poll(PATIENCE, TimeUnit.SECONDS);
        assertThat(event).as("an event within " + PATIENCE + " s").isNotNull();
        return event;
    }

    /// The next change of that kind that names the node, or of too many to name; others are passed
    /// over.
    Event change(String kind, Object node) throws InterruptedException {
        Event event = next();
        while (!event.name().equals("change")
                || !event.json().path("kind").asString().equals(kind)
                || !(event.names(node) || event.json().has("count"))) {
            event = next();
        }
        return event;
    }

    /// Waits until the server ends it.
    void awaitEnd() throws InterruptedException {
        assertThat(over.await(PATIENCE, TimeUnit.SECONDS)).as("the stream has ended").isTrue();
    }

    @Override
    public void close() {
        lines.close();
    }
}
