package io.vfleet.bench;

import io.vfleet.bench.measure.Figures;
import io.vfleet.bench.measure.ProcessTree;
import io.vfleet.bench.measure.ProcessTree.Cpu;
import io.vfleet.bench.measure.Tally;
import io.vfleet.bench.node.CommandWatch;
import io.vfleet.bench.node.Fleet;
import io.vfleet.bench.node.NodeKeys;
import io.vfleet.bench.node.Surroundings;
import io.vfleet.bench.operator.Operator;
import io.vfleet.bench.support.NoResult;
import io.vfleet.bench.support.Progress;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// The nodes join, warm up and are measured.
final class Measurement {

    private static final int SECONDS_A_LINE = 5;

    private final Options options;
    private final Target target;
    private final OnLoop loop;
    private final Tally tally = new Tally();
    private final Optional<Operator> operator;

    Measurement(Options options, Target target, OnLoop loop) throws IOException {
        this.options = options;
        this.target = target;
        this.loop = loop;
        this.operator =
                options.profile() == Profile.COMMANDS
                        ? Optional.of(
                                new Operator(
                                        loop.events(), target.server(), tally, target.apiToken()))
                        : Optional.empty();
    }

    Result of(NodeKeys keys) throws IOException, InterruptedException, NoResult {
        Fleet fleet = new Fleet(surroundings(), keys);
        new RollCall(fleet, target, tally, loop).await();
        Figures joined = loop.get(tally::take);
        pass(options.warmUp(), "warming up");
        operator.ifPresent(it -> loop.run(() -> it.start(fleet, options.rate())));
        return measured(joined);
    }

    private Surroundings surroundings() throws IOException {
        return new Surroundings(
                loop.events(),
                target.server(),
                tally,
                target.enrollmentToken(),
                options.shape(),
                // grows from run to run without being kept anywhere
                Instant.now().getEpochSecond(),
                operator.<CommandWatch>map(it -> it).orElse(CommandWatch.NOBODY));
    }

    private Result measured(Figures joined) throws InterruptedException, NoResult {
        ProcessTree self = ProcessTree.own();
        Optional<Cpu> serverBefore = target.process().map(ProcessTree::cpu);
        double selfBefore = self.cpu().own();
        loop.get(tally::take);
        OptionalLong resident = pass(options.measured(), "measuring");
        Figures figures = loop.get(tally::take);
        double own = self.cpu().own() - selfBefore;
        Optional<Result.Server> server =
                serverBefore.map(before -> new Result.Server(serverCpu().minus(before), resident));
        if (operator.isPresent()) {
            loop.await(loop.get(operator.get()::stop));
        }
        return new Result(
                options,
                joined,
                figures,
                own,
                server,
                loop.get(tally::connections),
                loop.get(tally::reasons),
                Goals.of(options, figures, server));
    }

    private Cpu serverCpu() {
        return target.process().orElseThrow().cpu();
    }

    /// Lets time pass, tells how it goes, and returns the most memory the server had.
    private OptionalLong pass(Duration time, String what) throws InterruptedException, NoResult {
        OptionalLong most = OptionalLong.empty();
        for (long second = 1; second <= time.toSeconds(); second++) {
            Thread.sleep(1_000);
            target.checkAlive();
            loop.run(tally::lookAtHeld);
            most = most(most, residentMib());
            if (second % SECONDS_A_LINE == 0) {
                tell("%s: %d of %d s".formatted(what, second, time.toSeconds()));
            }
        }
        return most;
    }

    private OptionalLong residentMib() {
        return target.process().map(ProcessTree::residentMib).orElse(OptionalLong.empty());
    }

    private static OptionalLong most(OptionalLong a, OptionalLong b) {
        return a.orElse(0) >= b.orElse(0) ? a : b;
    }

    private void tell(String when) throws InterruptedException, NoResult {
        Progress.say(
                "%s, %d requests, %d polls held, %d failures"
                        .formatted(
                                when,
                                loop.get(tally::done),
                                loop.get(tally::held),
                                loop.get(tally::failures)));
    }
}
