package io.vfleet.domain.sizing;

/// Whether so many VFs are possible.
public enum Answer {
    YES,
    NO,
    /// not known
    UNKNOWN
}
