package io.vfleet.agent.collect;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Which functions have the SR-IOV capability though the kernel offers no files for it. Remembered
/// from one look to the next, because reading all of `config` costs a device a thousand accesses.
final class SriovCapability {

    private static final int ID_BYTES = 64;

    private final Map<String, Boolean> known = new HashMap<>();

    boolean in(Look look, PciFunction function) {
        if (function.bridge() || function.has("physfn") || !function.has("config")) {
            return false;
        }
        return look.glance(function.path("config"), ID_BYTES)
                .map(header ->
                        known.computeIfAbsent(key(function, header), _ -> read(look, function)))
                .orElse(false);
    }

    private static String key(PciFunction function, byte[] header) {
        return function.address() + " " + (header.length < 4 ? "" : identity(header));
    }

    private static String identity(byte[] header) {
        return "%02x%02x%02x%02x".formatted(header[1], header[0], header[3], header[2]);
    }

    private static boolean read(Look look, PciFunction function) {
        Optional<ConfigSpace> config =
                look.glance(function.path("config"), ConfigSpace.SIZE).map(ConfigSpace::new);
        return config.filter(ConfigSpace::sriov).isPresent();
    }
}
