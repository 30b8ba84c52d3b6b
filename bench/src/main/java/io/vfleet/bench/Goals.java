package io.vfleet.bench;

import io.vfleet.bench.Result.Goal;
import io.vfleet.bench.Result.Server;
import io.vfleet.bench.measure.Figures;
import io.vfleet.bench.measure.Kind;
import io.vfleet.bench.measure.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is promised for fleets of this size.
final class Goals {

    private static final int SMALL_FLEET = 200;
    private static final int LARGE_FLEET = 5_000;

    private Goals() {}

    static List<Goal> of(Options options, Figures measured, Optional<Server> server) {
        List<Goal> goals = new ArrayList<>();
        if (options.profile() == Profile.COMMANDS) {
            goals.addAll(commands(options, measured));
        }
        boolean promised = options.nodes() <= LARGE_FLEET;
        server.filter(_ -> promised)
                .flatMap(it -> it.residentMib().stream().boxed().findFirst())
                .ifPresent(mib -> goals.add(new Goal("server RSS", mib, 500, "MiB")));
        return goals;
    }

    private static List<Goal> commands(Options options, Figures measured) {
        // what never arrived has no latency, and no command at all proves nothing
        Optional<Samples> commands = measured.of(Kind.COMMAND);
        double p99 = commands.map(it -> it.millis(0.99)).orElse(Double.POSITIVE_INFINITY);
        double max = commands.map(it -> it.millis(1)).orElse(Double.POSITIVE_INFINITY);
        if (options.nodes() <= SMALL_FLEET) {
            return List.of(new Goal("command reaches an idle node, max", max, 1_000, "ms"));
        }
        return List.of(new Goal("command reaches an idle node, p99", p99, 2_000, "ms"));
    }
}
