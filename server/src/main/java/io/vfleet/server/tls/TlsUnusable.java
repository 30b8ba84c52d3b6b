package io.vfleet.server.tls;

/// The service cannot be reached safely as it is configured; the message is for people.
final class TlsUnusable extends RuntimeException {

    TlsUnusable(String sentence) {
        super(sentence);
    }

    TlsUnusable(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
