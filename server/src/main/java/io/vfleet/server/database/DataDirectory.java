package io.vfleet.server.database;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// Where the service keeps its own files: its database unless another one is configured, and the
/// secrets it makes for the people on this machine.
///
/// @param dataDir `vfleet.data-dir`
@ConfigurationProperties("vfleet")
public record DataDirectory(@Nullable Path dataDir) {

    private static final Path DEFAULT = Path.of(".vfleet");

    public Optional<Path> given() {
        return Optional.ofNullable(dataDir);
    }

    Path postgres() {
        return given().orElse(DEFAULT).resolve("postgres");
    }
}
