package io.vfleet.agent.push;

import io.vfleet.agent.UsageProblem;
import java.util.List;

/// `agent --server URL …`.
public final class AgentCommand {

    private AgentCommand() {}

    @SuppressWarnings("UnusedVariable")
    public static int run(List<String> words) throws UsageProblem {
        throw new UsageProblem("'agent' is not there yet");
    }
}
