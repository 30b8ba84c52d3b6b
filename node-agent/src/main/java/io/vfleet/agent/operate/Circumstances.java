package io.vfleet.agent.operate;

import java.time.ZonedDateTime;
import java.util.List;

/// What is not the PF's own but matters to a write.
///
/// @param server how the agent reaches its server
/// @param hung the writers that were given up and still hang
/// @param recentWrites operations begun in the last hour
record Circumstances(
        LocalPolicy policy,
        ServerRoute server,
        List<String> hung,
        int recentWrites,
        ZonedDateTime now) {

    Circumstances {
        hung = List.copyOf(hung);
    }
}
