package io.vfleet.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class IngestSettingsTests {

    @Test
    void defaults() {
        var nothing = new Binder(new MapConfigurationPropertySource(Map.of()));

        assertThat(nothing.bindOrCreate("vfleet.ingest", IngestSettings.class))
                .isEqualTo(
                        new IngestSettings(
                                2, 65_536, 1024, Duration.ofMillis(20), Duration.ofSeconds(30)));
    }
}
