package io.vfleet.simulation.kernel;

import java.util.Arrays;
import java.util.List;

/// The words the boot loader gave to the kernel.
public record CommandLine(String text) {

    List<String> words() {
        return List.of(text.split(" "));
    }

    /// What the last word with this key has among its comma-separated values.
    boolean says(String key, String value) {
        return words().stream()
                .filter(word -> word.startsWith(key + "="))
                .reduce((_, last) -> last)
                .map(word -> word.substring(key.length() + 1).split(","))
                .filter(values -> Arrays.asList(values).contains(value))
                .isPresent();
    }
}
