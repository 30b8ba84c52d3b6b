package io.vfleet.domain.plan;

import static java.util.Objects.requireNonNull;

/// What a gate would say, as far as the last report can tell; the node asks it again right before
/// it writes.
///
/// @param gate `G7`, see the list in `docs/operations.md`
public record GateOutlook(String gate, Verdict verdict, String detail) {

    public GateOutlook {
        requireNonNull(gate, "gate is null");
        requireNonNull(detail, "detail is null");
    }

    /// How a gate would decide.
    public enum Verdict {
        PASSED,
        REFUSED,
        /// the report should say it, and something could not be read
        UNKNOWN,
        /// no report says it
        NODE_ASKS
    }

    static GateOutlook passed(String gate, String detail) {
        return new GateOutlook(gate, Verdict.PASSED, detail);
    }

    static GateOutlook refused(String gate, String detail) {
        return new GateOutlook(gate, Verdict.REFUSED, detail);
    }

    static GateOutlook unknown(String gate, String detail) {
        return new GateOutlook(gate, Verdict.UNKNOWN, detail);
    }

    static GateOutlook nodeAsks(String gate, String about) {
        return new GateOutlook(
                gate, Verdict.NODE_ASKS, about + ": not known here, the node will ask");
    }
}
