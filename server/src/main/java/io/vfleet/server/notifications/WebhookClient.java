package io.vfleet.server.notifications;

import jakarta.annotation.PreDestroy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.StringRequestContent;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.util.Promise;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Sends a message: within 5 s, without redirects, cookies or proxies, to an address that may be
/// sent to.
///
/// Jetty's client, since it lets us name the addresses that it connects to while it still checks
/// the certificate against the host's name.
@Component
class WebhookClient {

    private static final int SECONDS = 5;
    private static final int MOST_READ = 2_000;

    private final Reachable reachable;
    private @Nullable HttpClient started;

    WebhookClient(NotificationSettings settings) {
        this.reachable = new Reachable(Networks.of(settings.allowed()));
    }

    /// What came back.
    ///
    /// @param status absent when nothing did
    /// @param text the beginning of the answer, or what went wrong
    record Answer(Optional<Integer> status, String text) {

        boolean taken() {
            return status.filter(code -> code >= 200 && code < 300).isPresent();
        }
    }

    Answer post(URI url, String body, Map<String, String> headers) {
        var answer = new CompletableFuture<Answer>();
        try {
            Request request =
                    client().newRequest(url)
                            .method(HttpMethod.POST)
                            .timeout(SECONDS, TimeUnit.SECONDS)
                            .headers(all -> {
                                all.put("Connection", "close");
                                headers.forEach(all::put);
                            })
                            .body(
                                    new StringRequestContent(
                                            "application/json", body, StandardCharsets.UTF_8));
            request.send(new Heard(answer));
            // the resolver of names knows no other limit
            return answer.get(2L * SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(e);
        } catch (TimeoutException _) {
            return new Answer(Optional.empty(), "no answer within " + 2 * SECONDS + " s");
        } catch (ExecutionException e) {
            return failed(e.getCause() == null ? e : e.getCause());
        } catch (IllegalArgumentException e) {
            return failed(e);
        }
    }

    private static Answer failed(Throwable cause) {
        String message = cause.getMessage();
        String text = cause.getClass().getSimpleName() + (message == null ? "" : ": " + message);
        return new Answer(Optional.empty(), text);
    }

    /// Takes the beginning of an answer and gives up the rest.
    private static final class Heard implements Response.Listener {

        private final CompletableFuture<Answer> answer;
        private final ByteArrayOutputStream begin = new ByteArrayOutputStream();

        Heard(CompletableFuture<Answer> answer) {
            this.answer = answer;
        }

        @Override
        public void onContent(Response response, ByteBuffer content) {
            while (content.hasRemaining() && begin.size() < MOST_READ) {
                begin.write(content.get());
            }
            if (begin.size() >= MOST_READ) {
                answer.complete(of(response));
                response.abort(new IOException("more than is read"));
            }
        }

        @Override
        public void onComplete(Result result) {
            Throwable failure = result.getFailure();
            Response response = result.getResponse();
            if (response != null && response.getStatus() > 0) {
                answer.complete(of(response));
            } else if (failure != null) {
                answer.completeExceptionally(failure);
            }
        }

        private Answer of(Response response) {
            return new Answer(
                    Optional.of(response.getStatus()), begin.toString(StandardCharsets.UTF_8));
        }
    }

    private synchronized HttpClient client() {
        HttpClient client = started;
        if (client != null) {
            return client;
        }
        client = new HttpClient();
        client.setName("webhooks");
        client.setFollowRedirects(false);
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        client.setConnectTimeout(TimeUnit.SECONDS.toMillis(SECONDS));
        client.setIdleTimeout(TimeUnit.SECONDS.toMillis(SECONDS));
        client.setDestinationIdleTimeout(TimeUnit.MINUTES.toMillis(1));
        client.setResponseBufferSize(MOST_READ);
        client.setUserAgentField(null);
        client.setSocketAddressResolver(this::resolve);
        try {
            client.start();
        } catch (Exception e) {
            throw new IllegalStateException("no client for webhooks", e);
        }
        started = client;
        return client;
    }

    private void resolve(
            String host,
            int port,
            Map<String, Object> context,
            Promise<List<InetSocketAddress>> addresses) {
        try {
            boolean secure =
                    context.get(Destination.CONTEXT_KEY) instanceof Destination to && to.isSecure();
            List<InetAddress> all = reachable.of(host, secure);
            addresses.succeeded(
                    all.stream().map(address -> new InetSocketAddress(address, port)).toList());
        } catch (IOException e) {
            addresses.failed(e);
        }
    }

    @PreDestroy
    synchronized void stop() throws Exception {
        if (started != null) {
            started.stop();
        }
    }
}
