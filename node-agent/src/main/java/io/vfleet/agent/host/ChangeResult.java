package io.vfleet.agent.host;

import java.time.Duration;
import java.util.List;

/// What came of several changes of a PF's VFs, each tried whatever became of the ones before.
public sealed interface ChangeResult {

    /// Each was answered.
    record Done(List<Failure> failures) implements ChangeResult {
        public Done {
            failures = List.copyOf(failures);
        }
    }

    /// No answer within the limit.
    ///
    /// @param writer who: `pid 4711 in rtnl_lock`
    record Hung(String writer, Duration waited) implements ChangeResult {}

    /// @param errno its name, `EOPNOTSUPP`; what else was said where it is none we know
    record Failure(VfChange change, String errno) {

        @Override
        public String toString() {
            return "VF %d: %s: %s".formatted(change.vf(), change.setting().text(), errno);
        }
    }
}
