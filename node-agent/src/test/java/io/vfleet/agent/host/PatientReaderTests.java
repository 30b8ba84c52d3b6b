package io.vfleet.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PatientReaderTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void whoWaitsHearsOfAnErrorAndTheNextWorkIsDone() {
        PatientReader reader = new PatientReader(PATIENCE);
        CompletableFuture<String> broken =
                reader.start(() -> {
                    throw new StackOverflowError();
                });

        assertThat(broken).failsWithin(PATIENCE);
        assertThat(reader.start(() -> "read")).succeedsWithin(PATIENCE).isEqualTo("read");
    }
}
