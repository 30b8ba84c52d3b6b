package io.vfleet.domain.chain;

import java.util.Locale;

/// What people see: a row of the symptom table.
public enum Symptom {
    NUMVFS_WRITE_FAILS("Creating VFs fails"),
    VF_NOT_ISOLATED("VFs cannot be handed out separately"),
    RDMA_DEVICE_UNUSABLE("RDMA device missing or unusable"),
    TRAFFIC_STAYS_ON_HOST("Traffic stays on the host"),
    HALF_PERFORMANCE("Half the performance"),
    VF_RESET_PANIC("Resetting a VF takes the host down");

    private final String title;

    Symptom(String title) {
        this.title = title;
    }

    /// The name in JSON, URLs and metrics: `vf-not-isolated`.
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// In words.
    public String title() {
        return title;
    }
}
