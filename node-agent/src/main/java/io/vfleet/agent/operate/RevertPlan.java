package io.vfleet.agent.operate;

import io.vfleet.domain.operation.Command;
import java.time.Duration;
import java.util.Optional;

/// All that is needed to take a change back without the agent that made it.
///
/// @param before the PF as it was
/// @param root where the host is: `/`
/// @param bootId of the host; after another boot there is nothing to take back
/// @param tied whether the PF carries the way to the server or a service of the host, so that the
///   change counts only once the server has answered
/// @param agent whose change it is
record RevertPlan(
        Command command,
        Pf before,
        Snapshot snapshot,
        String root,
        Optional<String> bootId,
        boolean tied,
        Duration timeout,
        Agent agent) {

    RevertPlan of(Agent other) {
        return new RevertPlan(command, before, snapshot, root, bootId, tied, timeout, other);
    }

    /// A process, told from a later one of the same number by its start.
    record Agent(long pid, String startedAt) {

        static Agent here() {
            return new Agent(ProcessHandle.current().pid(), started(ProcessHandle.current()));
        }

        boolean alive() {
            return ProcessHandle.of(pid)
                    .filter(process -> started(process).equals(startedAt))
                    .isPresent();
        }

        private static String started(ProcessHandle process) {
            return process.info().startInstant().map(Object::toString).orElse("?");
        }
    }
}
