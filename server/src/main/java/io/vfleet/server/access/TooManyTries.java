package io.vfleet.server.access;

import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

/// A name was tried too often from one address.
class TooManyTries extends AuthenticationException {

    private final transient Duration wait;

    TooManyTries(Duration wait) {
        super("Too many wrong passwords for this name from this address");
        this.wait = wait;
    }

    Duration retryAfter() {
        return wait;
    }
}
