package io.vfleet.server.fleet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/// What cards are called, by the ids of their PFs: the common ones, out of `card-names.txt`.
final class CardNames {

    private static final int IDS = 9;
    private static final Map<String, String> BY_IDS = read();

    private CardNames() {}

    static Optional<String> of(String vendorId, String deviceId) {
        return Optional.ofNullable(BY_IDS.get(vendorId + " " + deviceId));
    }

    private static Map<String, String> read() {
        try (InputStream in = CardNames.class.getResourceAsStream("card-names.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    line -> line.substring(0, IDS),
                                    line -> line.substring(IDS + 1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
