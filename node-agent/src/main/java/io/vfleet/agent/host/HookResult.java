package io.vfleet.agent.host;

import java.util.Optional;

/// What came of running a hook.
///
/// @param output the beginning of what it said on stdout and stderr
/// @param complaint why it counts as failed; empty where it ended with 0 in time
public record HookResult(String output, Optional<String> complaint) {}
