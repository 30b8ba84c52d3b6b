package io.vfleet.domain.inventory;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/// A loaded module, `/proc/modules`. What is built into the kernel is not listed there.
///
/// @param sourceVersion `srcversion`, a digest of its sources: tells builds of one version apart
/// @param taints the letters in brackets: `O` built outside the kernel's tree, `E` unsigned
public record KernelModule(
        String name,
        Optional<String> version,
        Optional<String> sourceVersion,
        Optional<String> taints) {

    public KernelModule {
        requireNonNull(name, "name is null");
    }

    /// One whose sources nobody numbered.
    public KernelModule(String name, Optional<String> version, Optional<String> taints) {
        this(name, version, Optional.empty(), taints);
    }
}
