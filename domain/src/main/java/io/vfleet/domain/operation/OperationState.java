package io.vfleet.domain.operation;

/// Where an operation stands. What is terminal never changes again; UNKNOWN moves by observation
/// only.
public enum OperationState {
    QUEUED,
    /// handed to the agent, not yet begun
    LEASED,
    RUNNING,
    /// the agent has read it back; the next report must agree
    VERIFYING,
    SUCCEEDED,
    /// nothing changed
    FAILED,
    /// the old count is back
    ROLLED_BACK,
    /// neither old nor new
    PARTIAL,
    /// the current count was not the expected one; nothing was done
    CONFLICT,
    /// a gate said no; nothing was done
    REFUSED,
    /// the deadline passed before it began
    EXPIRED,
    CANCELED,
    /// it began and nobody knows how it ended
    UNKNOWN;

    public boolean terminal() {
        return switch (this) {
            case QUEUED, LEASED, RUNNING, VERIFYING, UNKNOWN -> false;
            case SUCCEEDED, FAILED, ROLLED_BACK, PARTIAL, CONFLICT, REFUSED, EXPIRED, CANCELED ->
                    true;
        };
    }
}
