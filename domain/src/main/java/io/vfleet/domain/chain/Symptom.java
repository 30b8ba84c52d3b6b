package io.vfleet.domain.chain;

import java.util.Locale;

/// What people see: a row of the symptom table.
public enum Symptom {
    NUMVFS_WRITE_FAILS,
    VF_NOT_ISOLATED,
    RDMA_DEVICE_UNUSABLE,
    TRAFFIC_STAYS_ON_HOST,
    HALF_PERFORMANCE,
    VF_RESET_PANIC;

    /// The name in JSON, URLs and metrics: `vf-not-isolated`.
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
