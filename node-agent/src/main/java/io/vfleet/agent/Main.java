package io.vfleet.agent;

import io.vfleet.agent.collect.CollectCommand;
import io.vfleet.agent.doctor.DoctorCommand;
import io.vfleet.agent.push.AgentCommand;
import io.vfleet.agent.push.ReapplyCommand;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/// The agent's command line: `agent`, `reapply`, `collect`, `doctor`, `help`. The answer goes to
/// stdout, all else to stderr.
public final class Main {

    private static final int MISUSED = 64; // EX_USAGE, sysexits.h
    private static final int FAILED = 74; // EX_IOERR

    private Main() {}

    public static void main(String[] words) {
        // one line per record, to stderr
        System.setProperty(
                "java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT%1$tz %4$s %5$s%6$s%n");
        System.exit(run(List.of(words), System.out, System.err));
    }

    static int run(List<String> words, PrintStream out, PrintStream err) {
        try {
            return command(words, out);
        } catch (UsageProblem problem) {
            err.println("vfleet-agent: " + problem.getMessage());
            return MISUSED;
        } catch (IOException problem) {
            err.println("vfleet-agent: " + problem.getMessage());
            return FAILED;
        }
    }

    private static int command(List<String> words, PrintStream out)
            throws UsageProblem, IOException {
        if (words.isEmpty()) {
            throw new UsageProblem("a command is missing: agent, reapply, collect, doctor or help");
        }
        if (words.getFirst().equals("help") || words.contains("--help") || words.contains("-h")) {
            out.print(Help.TEXT);
            return 0;
        }
        List<String> rest = words.subList(1, words.size());
        return switch (words.getFirst()) {
            case "agent" -> agent(rest, out);
            case "reapply" -> ReapplyCommand.run(rest);
            case "collect" -> CollectCommand.run(rest, out);
            case "doctor" -> DoctorCommand.run(rest, out);
            default ->
                    throw new UsageProblem(
                            "unknown command '%s': agent, reapply, collect, doctor or help"
                                    .formatted(words.getFirst()));
        };
    }

    private static int agent(List<String> words, PrintStream out) throws UsageProblem, IOException {
        if (words.isEmpty() || !words.getFirst().equals("collect")) {
            return AgentCommand.run(words);
        }
        return CollectCommand.run(words.subList(1, words.size()), out);
    }
}
