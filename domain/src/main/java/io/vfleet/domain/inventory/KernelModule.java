package io.vfleet.domain.inventory;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/// A loaded module, `/proc/modules`. What is built into the kernel is not listed there.
///
/// @param taints the letters in brackets: `O` built outside the kernel's tree, `E` unsigned
public record KernelModule(String name, Optional<String> version, Optional<String> taints) {

    public KernelModule {
        requireNonNull(name, "name is null");
    }
}
