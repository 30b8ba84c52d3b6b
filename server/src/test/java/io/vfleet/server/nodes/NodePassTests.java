package io.vfleet.server.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NodePassTests {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final UUID NODE = UUID.fromString("6f1f7a52-3c0e-4b7e-9a55-0d3b7f6c1e90");

    private static final NodePass.Named NAMED = new NodePass.Named(NODE, 7);

    private final NodePass pass = new NodePass(new byte[] {1, 2, 3});

    @Test
    void namesItsNodeUntilItsTime() {
        String text = pass.issue(NAMED, NOW.plusSeconds(60));

        assertThat(pass.read(text, NOW)).contains(NAMED);
        assertThat(pass.read(text, NOW.plusSeconds(60))).isEmpty();
    }

    @Test
    void changedOrForeignTextIsNothing() {
        String text = pass.issue(NAMED, NOW.plusSeconds(60));
        char last = text.charAt(0) == 'A' ? 'B' : 'A';

        assertThat(pass.read(last + text.substring(1), NOW)).isEmpty();
        assertThat(pass.read(text.substring(4), NOW)).isEmpty();
        assertThat(pass.read("no base64!", NOW)).isEmpty();
        assertThat(new NodePass(new byte[] {4}).read(text, NOW)).isEmpty();
    }
}
