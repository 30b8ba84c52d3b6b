package io.vfleet.domain.chain;

import java.util.Locale;

/// The six links that must all hold for a VF to work, in the order in which they depend on each
/// other.
public enum Link {
    FIRMWARE,
    KERNEL,
    HUGEPAGES,
    VFS,
    RDMA,
    ORCHESTRATION;

    /// The name in JSON, URLs and metrics.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
