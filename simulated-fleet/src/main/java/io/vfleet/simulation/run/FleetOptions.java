package io.vfleet.simulation.run;

import io.vfleet.agent.push.ServerAddress;
import io.vfleet.agent.tls.Fingerprint;
import io.vfleet.agent.tls.ServerTrust;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a fleet is told at its start.
///
/// @param trust which certificates the server may show
/// @param state where every node has a directory of its own
/// @param tokenFile holds the enrollment token of nodes that are new
/// @param chaos says which hosts are to be in trouble, see [Chaos]
/// @param still nothing ever changes on the hosts
record FleetOptions(
        ServerAddress server,
        ServerTrust trust,
        int nodes,
        long seed,
        Path state,
        Optional<Path> tokenFile,
        Optional<Path> chaos,
        boolean stopWhenStdinCloses,
        boolean still) {

    static final String USAGE =
            "usage: --server URL --nodes N --state DIR [--seed S] [--ca-sha256 HEX]"
                    + " [--enrollment-token-file FILE] [--chaos FILE] [--stop-when-stdin-closes]"
                    + " [--still]";

    // the hosts' hardware addresses are their own up to here
    private static final int MOST_NODES = 100_000;
    private static final Set<String> FLAGS = Set.of("--stop-when-stdin-closes", "--still");
    private static final Set<String> VALUES =
            Set.of(
                    "--server",
                    "--ca-sha256",
                    "--nodes",
                    "--state",
                    "--seed",
                    "--enrollment-token-file",
                    "--chaos");

    /// @throws IllegalArgumentException with one line that says what is wrong
    static FleetOptions parse(String... args) {
        Map<String, String> given = new HashMap<>();
        Deque<String> words = new ArrayDeque<>(List.of(args));
        while (!words.isEmpty()) {
            String word = words.removeFirst();
            given.put(known(word), FLAGS.contains(word) ? "" : value(word, words));
        }
        return new FleetOptions(
                ServerAddress.parse(needed(given, "--server")),
                trust(Optional.ofNullable(given.get("--ca-sha256"))),
                nodes(needed(given, "--nodes")),
                number("--seed", given.getOrDefault("--seed", "1")),
                Path.of(needed(given, "--state")),
                Optional.ofNullable(given.get("--enrollment-token-file")).map(Path::of),
                Optional.ofNullable(given.get("--chaos")).map(Path::of),
                given.containsKey("--stop-when-stdin-closes"),
                given.containsKey("--still"));
    }

    // one for all agents, so that they share their connections
    private static ServerTrust trust(Optional<String> ca) {
        return ca.map(Fingerprint::parse)
                .map(sha256 -> ServerTrust.ofAuthority(sha256, _ -> {}))
                .orElseGet(ServerTrust::ofThisJava);
    }

    private static String known(String word) {
        if (!FLAGS.contains(word) && !VALUES.contains(word)) {
            throw new IllegalArgumentException("unknown option '" + word + "'; " + USAGE);
        }
        return word;
    }

    private static String value(String word, Deque<String> rest) {
        if (rest.isEmpty()) {
            throw new IllegalArgumentException(word + " wants a value; " + USAGE);
        }
        return rest.removeFirst();
    }

    private static String needed(Map<String, String> given, String option) {
        return Optional.ofNullable(given.get(option))
                .orElseThrow(() -> new IllegalArgumentException(option + " is missing; " + USAGE));
    }

    private static int nodes(String text) {
        long nodes = number("--nodes", text);
        if (nodes < 1 || nodes > MOST_NODES) {
            throw new IllegalArgumentException("--nodes wants 1 to " + MOST_NODES);
        }
        return (int) nodes;
    }

    private static long number(String option, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " wants a number, not '" + text + "'", e);
        }
    }
}
