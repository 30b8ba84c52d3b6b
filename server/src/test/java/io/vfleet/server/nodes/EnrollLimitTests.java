package io.vfleet.server.nodes;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EnrollLimitTests {

    private final AtomicLong nanos = new AtomicLong();
    private final EnrollLimit limit = new EnrollLimit(new EnrollSettings(1, 2), nanos::get);

    @Test
    void addressThatUsedUpItsShareWaitsOthersDoNot() {
        limit.pass("192.0.2.1");
        limit.pass("192.0.2.1");

        assertThatThrownBy(() -> limit.pass("192.0.2.1")).isInstanceOf(AgentRefusal.class);
        assertThatCode(() -> limit.pass("192.0.2.2")).doesNotThrowAnyException();
        nanos.addAndGet(2_000_000_000L);
        assertThatCode(() -> limit.pass("192.0.2.1")).doesNotThrowAnyException();
    }
}
