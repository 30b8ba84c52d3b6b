package io.vfleet.bench.judging;

import static java.util.Objects.requireNonNull;

import io.vfleet.bench.support.Misuse;
import io.vfleet.bench.support.NoResult;
import io.vfleet.bench.support.Progress;
import io.vfleet.domain.chain.Chain;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/// How long one core takes to judge a large host, and how much memory it asks for.
public final class JudgingBench {

    private static final int JVMS = 2;
    private static final int ROUNDS = 5;
    private static final TimeValue ROUND = TimeValue.seconds(2);
    private static final String BYTES = "gc.alloc.rate.norm";
    private static final double MIB = 1 << 20;
    private static final int MOST_MILLIS = 2;
    private static final int MOST_MIB = 3;

    private JudgingBench() {}

    /// Prints what came out; whether it is as it must be.
    public static boolean run(List<String> arguments, PrintStream out) throws Misuse, NoResult {
        if (!arguments.isEmpty()) {
            throw new Misuse("judging takes no options, not " + String.join(" ", arguments));
        }
        Progress.say("judging for " + JVMS * 2 * ROUNDS * ROUND.getTime() + " s");
        RunResult result = measured();
        Statistics times = result.getPrimaryResult().getStatistics();
        // the median: what a busy machine takes away is not the diagnosis's
        double millis = times.getPercentile(50);
        double mib = requireNonNull(result.getSecondaryResults().get(BYTES)).getScore() / MIB;
        boolean ok = millis <= MOST_MILLIS && mib <= MOST_MIB;
        out.printf(
                Locale.ROOT,
                """
                judging: a host with %s VFs, %d checks, %d times in %d JVMs
                a diagnosis  p50 %.2f ms, mean %.2f ms, p99 %.2f ms; %.2f MiB of memory
                goal         p50: %.2f ms, must be at most %d: %s
                goal         memory: %.2f MiB, must be at most %d: %s
                %s
                """,
                Judging.SHAPE,
                Chain.standard().checks().size(),
                times.getN(),
                JVMS,
                millis,
                times.getMean(),
                times.getPercentile(99),
                mib,
                millis,
                MOST_MILLIS,
                millis <= MOST_MILLIS ? "ok" : "MISSED",
                mib,
                MOST_MIB,
                mib <= MOST_MIB ? "ok" : "MISSED",
                ok ? "ok" : "NOT OK");
        return ok;
    }

    private static RunResult measured() throws NoResult {
        Options options =
                new OptionsBuilder()
                        .include(Judging.class.getName() + ".examine")
                        .forks(JVMS)
                        .warmupIterations(ROUNDS)
                        .warmupTime(ROUND)
                        .measurementIterations(ROUNDS)
                        .measurementTime(ROUND)
                        .addProfiler(GCProfiler.class)
                        .verbosity(VerboseMode.SILENT)
                        .build();
        try {
            return new Runner(options).runSingle();
        } catch (RunnerException e) {
            throw new NoResult(String.valueOf(e.getMessage()));
        }
    }
}
