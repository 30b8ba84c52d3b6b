package io.vfleet.bench;

import io.vfleet.bench.agent.AgentBench;
import io.vfleet.bench.judging.JudgingBench;
import io.vfleet.bench.support.Misuse;
import io.vfleet.bench.support.NoResult;
import io.vfleet.bench.support.Progress;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/// Exit codes: 0 all was well, 1 a failure or a missed goal, 3 no result, 64 misuse.
public final class Main {

    private static final int NO_RESULT = 3;
    private static final int MISUSED = 64;

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.exit(run(List.of(arguments), System.out));
    }

    static int run(List<String> arguments, PrintStream out) throws InterruptedException {
        try {
            return ok(arguments, out) ? 0 : 1;
        } catch (Misuse e) {
            Progress.say(String.valueOf(e.getMessage()));
            return MISUSED;
        } catch (IOException | NoResult e) {
            Progress.say("no result: " + e.getMessage());
            return NO_RESULT;
        }
    }

    private static boolean ok(List<String> arguments, PrintStream out)
            throws IOException, InterruptedException, Misuse, NoResult {
        List<String> rest = arguments.stream().skip(1).toList();
        return switch (arguments.isEmpty() ? "" : arguments.getFirst()) {
            case "agent" -> AgentBench.run(rest, out);
            case "judging" -> JudgingBench.run(rest, out);
            default -> onTheWire(Arguments.parse(arguments), out);
        };
    }

    private static boolean onTheWire(Options options, PrintStream out)
            throws IOException, InterruptedException, Misuse, NoResult {
        Result result = Run.of(options);
        out.print(options.json() ? JsonResult.of(result) : TextResult.of(result));
        return result.ok();
    }
}
