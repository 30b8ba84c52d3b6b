package io.vfleet.domain.chain;

import java.util.Locale;

/// How much a finding matters: critical breaks a link, a warning marks it, info never changes it.
public enum Severity {
    CRITICAL,
    WARNING,
    INFO;

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
