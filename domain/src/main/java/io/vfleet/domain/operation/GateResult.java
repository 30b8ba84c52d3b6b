package io.vfleet.domain.operation;

import static java.util.Objects.requireNonNull;

/// What one gate said right before a write.
///
/// @param gate `G7`, see the list in `docs/operations.md`
/// @param detail who or what stands in the way, by name; what could not be read and why
public record GateResult(String gate, Verdict verdict, String detail) {

    public GateResult {
        requireNonNull(gate, "gate is null");
        requireNonNull(detail, "detail is null");
    }

    /// How a gate decides. [#UNKNOWN] refuses too where the gate must know.
    public enum Verdict {
        PASSED,
        REFUSED,
        UNKNOWN,
        OVERRIDDEN
    }
}
