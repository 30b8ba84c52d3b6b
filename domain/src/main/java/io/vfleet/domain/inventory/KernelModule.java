package io.vfleet.domain.inventory;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/// A loaded module, `/proc/modules`. What is built into the kernel is not listed there.
public record KernelModule(String name, Optional<String> version) {

    public KernelModule {
        requireNonNull(name, "name is null");
    }
}
