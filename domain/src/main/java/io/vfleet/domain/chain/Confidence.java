package io.vfleet.domain.chain;

import java.util.Locale;

/// How sure a finding is, surest first. PROOF: one source, no known counter-example.
public enum Confidence {
    PROOF,
    HIGH,
    MEDIUM,
    LOW;

    /// One step down, as under a hypervisor, which may hide what the firmware offers.
    public Confidence lower() {
        return this == LOW ? LOW : values()[ordinal() + 1];
    }

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
