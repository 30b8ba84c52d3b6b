package io.vfleet.server.nodes;

import io.vfleet.server.platform.RateLimit;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/// How much one remote address may enroll.
@Component
class EnrollLimit {

    private final RateLimit addresses;

    @Autowired
    EnrollLimit(EnrollSettings settings) {
        this(settings, System::nanoTime);
    }

    EnrollLimit(EnrollSettings settings, LongSupplier nanoTime) {
        addresses = new RateLimit(settings.burst(), settings.perSecond(), nanoTime);
    }

    /// Refuses when the address has used up its share.
    void pass(String address) {
        if (!addresses.take(address)) {
            throw AgentRefusal.of(
                            HttpStatus.TOO_MANY_REQUESTS,
                            "too-many-enrollments",
                            "too many enrollments from this address")
                    .after(Duration.ofSeconds(1));
        }
    }
}
