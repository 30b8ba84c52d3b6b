package io.vfleet.domain.chain;

/// How a link stands. [#UNKNOWN] is neither good nor bad: an input could not be read.
public enum LinkState {
    OK,
    WARN,
    BROKEN,
    UNKNOWN,
    /// its inputs cannot exist because of a break further up
    BLOCKED,
    NOT_APPLICABLE
}
