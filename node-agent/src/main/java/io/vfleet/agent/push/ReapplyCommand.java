package io.vfleet.agent.push;

import io.vfleet.agent.Options;
import io.vfleet.agent.Roots;
import io.vfleet.agent.UsageProblem;
import io.vfleet.agent.host.Host;
import io.vfleet.agent.operate.Clockwork;
import io.vfleet.agent.operate.Operations;
import io.vfleet.agent.operate.Reapply;
import io.vfleet.agent.operate.Site;
import io.vfleet.agent.sight.Sight;
import io.vfleet.agent.state.AgentState;
import io.vfleet.agent.state.StateProblem;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `reapply`: gives PFs that lost their VFs with a boot the counts that the last operations left
/// them with, where the host's own policy file says so; for a unit that runs before the agent.
public final class ReapplyCommand {

    private static final System.Logger LOG = System.getLogger("io.vfleet.agent");
    private static final Set<String> KNOWN = Set.of("--config", "--server", "--root", "--state");

    private ReapplyCommand() {}

    public static int run(List<String> words) throws UsageProblem {
        Options options = ConfigFile.completing(Options.parse(words, KNOWN));
        ServerAddress server = AgentCommand.server(options);
        Host host = Roots.host(options);
        try (AgentState state = AgentState.open(StateFolder.of(options))) {
            reapply(host, server, state);
            return 0;
        } catch (StateProblem problem) {
            LOG.log(System.Logger.Level.ERROR, problem.getMessage());
            return 1;
        }
    }

    private static void reapply(Host host, ServerAddress server, AgentState state) {
        // no gate is passed over here, so nothing waits for the server's word
        Site site =
                new Site(
                        host,
                        server.route(() -> false),
                        Clockwork.SYSTEM,
                        Runnable::run,
                        line -> LOG.log(System.Logger.Level.INFO, line));
        Operations operations = Operations.open(site, state.operationsJournal(), () -> {});
        operations.reapply(
                new Reapply(
                        state.nodeId().orElse(""),
                        new Sight(host).bootId().map(state::seenBefore).orElse(Map.of())));
    }
}
