package io.vfleet.agent.operate;

import io.vfleet.agent.sight.Sight;
import io.vfleet.domain.operation.Command;

/// What the gates judge: one command, the PF it is for, the host as it is.
record Subject(Sight sight, Pf pf, Command command, Circumstances circumstances) {

    int target() {
        return command.numVfs().orElseThrow();
    }
}
