package io.vfleet.agent.operate;

import io.vfleet.agent.host.Host;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// Where and when operations take place.
///
/// @param server how the agent reaches its server
/// @param executor runs operations, so that the agent goes on beating
/// @param log for what nobody else is told: a command that is ignored
public record Site(
        Host host, ServerRoute server, Clockwork clock, Executor executor, Consumer<String> log) {}
