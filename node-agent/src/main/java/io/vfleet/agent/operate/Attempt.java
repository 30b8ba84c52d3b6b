package io.vfleet.agent.operate;

/// What came of writing one count and looking at what it did.
sealed interface Attempt {

    /// So many VFs are there.
    ///
    /// @param remark what is not as it should be nevertheless; empty when nothing is
    record Reached(Pf now, String remark) implements Attempt {}

    /// Refused, or taken and not done.
    record Missed(String explanation) implements Attempt {}

    /// No answer: nothing more may be touched on this PF.
    record Hung(String explanation) implements Attempt {}
}
