package io.vfleet.bench;

import io.vfleet.bench.measure.Figures;
import io.vfleet.bench.measure.ProcessTree.Cpu;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What came out.
///
/// @param own processor time of this process alone while measuring, in seconds
/// @param connections opened by nodes in the whole run
/// @param reasons of the whole run's failures, with how many of each
record Result(
        Options options,
        Figures join,
        Figures measured,
        double own,
        Optional<Server> server,
        int connections,
        Map<String, Integer> reasons,
        List<Goal> goals) {

    Result {
        reasons = Map.copyOf(reasons);
        goals = List.copyOf(goals);
    }

    /// The server while it was measured.
    ///
    /// @param residentMib of the JVM, the most that was seen
    record Server(Cpu cpu, OptionalLong residentMib) {}

    /// What must hold.
    record Goal(String name, double value, double must, String unit) {

        boolean ok() {
            return value <= must;
        }
    }

    int failures() {
        return reasons.values().stream().mapToInt(Integer::intValue).sum();
    }

    boolean ok() {
        return failures() == 0 && goals.stream().allMatch(Goal::ok);
    }

    /// Milliseconds of the server's processor time for each request.
    Optional<Double> cpuPerRequest() {
        long requests = measured.requests();
        return requests == 0
                ? Optional.empty()
                : server.map(it -> it.cpu().total() * 1000 / requests);
    }
}
