package io.vfleet.agent.collect;

import io.vfleet.domain.inventory.PciAddress;
import java.util.Optional;
import java.util.Set;

/// A function as the walk over all of them sees it.
///
/// @param folder where its files are
/// @param entries their names
record PciFunction(
        PciAddress address, String folder, Set<String> entries, Optional<String> classCode) {

    String path(String file) {
        return folder + "/" + file;
    }

    boolean has(String file) {
        return entries.contains(file);
    }

    /// Network controllers (02xx), and InfiniBand ones of old (0c06).
    boolean network() {
        return classCode
                .filter(code -> code.startsWith("02") || code.startsWith("0c06"))
                .isPresent();
    }

    boolean bridge() {
        return classCode.filter(code -> code.startsWith("06")).isPresent();
    }
}
