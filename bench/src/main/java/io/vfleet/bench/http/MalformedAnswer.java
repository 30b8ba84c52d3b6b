package io.vfleet.bench.http;

/// What came is not HTTP/1.1 as this client reads it.
final class MalformedAnswer extends Exception {

    MalformedAnswer(String message) {
        super(message);
    }
}
