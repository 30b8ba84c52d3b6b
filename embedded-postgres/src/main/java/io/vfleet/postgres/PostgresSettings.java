package io.vfleet.postgres;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// What a start may choose: the port, whether the data outlives the run, and further server
/// parameters.
///
/// @param port the port on loopback; empty takes a free one
/// @param ephemeral true gives up durability for speed: only for data nobody wants to keep
/// @param startTimeout how long recovery after a crash may take
/// @param parameters PostgreSQL's own names and values; they win over the defaults
public record PostgresSettings(
        OptionalInt port,
        boolean ephemeral,
        Duration startTimeout,
        Map<String, String> parameters) {

    private static final Map<String, String> DEFAULTS =
            Map.of(
                    "listen_addresses", "127.0.0.1",
                    "unix_socket_directories", "",
                    "shared_buffers", "128MB",
                    "max_connections", "100",
                    "jit", "off",
                    "log_checkpoints", "off",
                    "log_timezone", "UTC",
                    "timezone", "UTC");

    private static final Map<String, String> EPHEMERAL =
            Map.of("fsync", "off", "synchronous_commit", "off", "full_page_writes", "off");

    public PostgresSettings {
        parameters = Map.copyOf(parameters);
    }

    /// Data that is kept: every commit is on disk when it is acknowledged.
    public static PostgresSettings kept() {
        return new PostgresSettings(OptionalInt.empty(), false, Duration.ofMinutes(5), Map.of());
    }

    /// Data for one test run.
    public static PostgresSettings throwAway() {
        return new PostgresSettings(OptionalInt.empty(), true, Duration.ofMinutes(2), Map.of());
    }

    public PostgresSettings withPort(int fixed) {
        return new PostgresSettings(OptionalInt.of(fixed), ephemeral, startTimeout, parameters);
    }

    public PostgresSettings with(String parameter, String value) {
        var more = new HashMap<>(parameters);
        more.put(parameter, value);
        return new PostgresSettings(port, ephemeral, startTimeout, more);
    }

    List<String> arguments() {
        var all = new HashMap<>(DEFAULTS);
        if (ephemeral) {
            all.putAll(EPHEMERAL);
        }
        all.putAll(parameters);
        var arguments = new ArrayList<String>();
        all.forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
        return arguments;
    }
}
