package io.vfleet.bench.node;

import io.vfleet.bench.http.Request;
import io.vfleet.bench.measure.Kind;
import io.vfleet.domain.wire.MalformedDocument;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A request of an agent and what a good answer to it looks like.
///
/// @param held how long the server may hold it
@SuppressWarnings("ArrayRecordComponent")
record Call<T>(Kind kind, String target, byte[] body, boolean gzip, Duration held, Good<T> good) {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofSeconds(10);

    /// Which answer is good.
    ///
    /// @param status the only one
    record Good<T>(int status, Reader<T> reader) {}

    /// Reads a good answer's body.
    @FunctionalInterface
    interface Reader<T> {
        T read(InputStream in) throws MalformedDocument, IOException;
    }

    static <T> Call<T> post(Kind kind, byte[] body, Reader<T> reader) {
        String target = "/agent/v1/" + kind.label();
        return new Call<>(kind, target, body, false, Duration.ZERO, new Good<>(200, reader));
    }

    static <T> Call<T> report(byte[] gzip, Reader<T> reader) {
        String target = "/agent/v1/report";
        return new Call<>(Kind.REPORT, target, gzip, true, Duration.ZERO, new Good<>(200, reader));
    }

    static <T> Call<T> poll(int seconds, Reader<T> reader) {
        return new Call<>(
                Kind.POLL,
                "/agent/v1/operations?wait=" + seconds,
                new byte[0],
                false,
                Duration.ofSeconds(seconds),
                new Good<>(200, reader));
    }

    static Call<Boolean> progress(String command, byte[] body) {
        return new Call<>(
                Kind.PROGRESS,
                "/agent/v1/operations/" + command + "/progress",
                body,
                false,
                Duration.ZERO,
                new Good<>(204, _ -> true));
    }

    Request request(String bearer) {
        List<String> headers = new ArrayList<>();
        headers.add("Accept: application/json, application/problem+json");
        if (!bearer.isEmpty()) {
            headers.add("Authorization: Bearer " + bearer);
        }
        if (kind == Kind.POLL) {
            return new Request("GET", target, headers, body, held.plus(GRACE));
        }
        headers.add("Content-Type: application/json");
        if (gzip) {
            headers.add("Content-Encoding: gzip");
        }
        return new Request("POST", target, headers, body, TIMEOUT);
    }
}
