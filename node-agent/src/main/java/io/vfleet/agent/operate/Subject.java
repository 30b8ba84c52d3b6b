package io.vfleet.agent.operate;

import io.vfleet.agent.sight.Sight;
import io.vfleet.domain.operation.Command;
import java.util.Optional;

/// What the gates judge: one command, what it touches of a PF, the host as it is.
///
/// @param touched empty where the command is of the whole node
record Subject(Sight sight, Optional<Pf> touched, Command command, Circumstances circumstances) {

    /// For the gates of changes that are about a PF.
    Pf pf() {
        return touched.orElseThrow();
    }

    int target() {
        return command.change().count().orElseThrow();
    }
}
