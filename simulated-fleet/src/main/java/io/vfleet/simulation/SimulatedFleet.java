package io.vfleet.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// A fleet as it could stand in a company's data centers. The same seed gives the same fleet.
public final class SimulatedFleet {

    /// From this size on every circumstance is there at least once.
    private static final int ALL_KINDS_FROM = 50;

    private static final int NODES_PER_TROUBLE = 200;
    private static final double SPECIAL_SHARE = 0.18;

    private SimulatedFleet() {}

    /// Builds all hosts.
    public static List<SimulatedHost> generate(int nodes, long seed) {
        return blueprints(nodes, seed).stream()
                .map(blueprint -> HostAssembly.build(blueprint, seed))
                .toList();
    }

    static List<Blueprint> blueprints(int nodes, long seed) {
        List<Blueprint> fleet =
                new ArrayList<>(
                        IntStream.range(0, nodes)
                                .mapToObj(number -> ordinary(number, seed))
                                .toList());
        SplittableRandom random = new SplittableRandom(seed);
        List<Circumstance> kinds = Circumstance.special();
        long special = Math.round(nodes * SPECIAL_SHARE);
        if (nodes >= ALL_KINDS_FROM) {
            special = Math.max(special, kinds.size());
        }
        int first = nodes >= ALL_KINDS_FROM ? 0 : random.nextInt(kinds.size());
        for (int i = 0; i < special; i++) {
            place(kinds.get((first + i) % kinds.size()), fleet, random);
        }
        placeTroubles(fleet, seed);
        return List.copyOf(fleet);
    }

    private static void placeTroubles(List<Blueprint> fleet, long seed) {
        SplittableRandom random = new SplittableRandom(seed + 1);
        int each =
                fleet.size() >= ALL_KINDS_FROM ? Math.max(1, fleet.size() / NODES_PER_TROUBLE) : 0;
        for (Trouble trouble : Trouble.all()) {
            for (int i = 0; i < each; i++) {
                place(trouble, fleet, random);
            }
        }
    }

    private static void place(Trouble trouble, List<Blueprint> fleet, SplittableRandom random) {
        pick(fleet, random, host -> mayHave(host, trouble))
                .ifPresent(number -> fleet.set(number, fleet.get(number).with(trouble)));
    }

    // the first one is what people try things on first
    private static boolean mayHave(Blueprint host, Trouble trouble) {
        return host.number() > 0 && host.fine() && trouble.possibleWith(host.kit());
    }

    private static Blueprint ordinary(int number, long seed) {
        Site site = Site.of(number);
        Kit kit = kit(Site.rack(number), seed);
        return new Blueprint(
                number,
                site.hostname(),
                site.labels(kit),
                kit,
                Circumstance.ORDINARY,
                Trouble.NONE);
    }

    // the first racks get one kit each, the others any
    private static Kit kit(int rack, long seed) {
        if (rack < Kits.ALL.size()) {
            return Kits.ALL.get(rack);
        }
        SplittableRandom random = new SplittableRandom(seed * 31 + rack);
        return Kits.ALL.get(random.nextInt(Kits.ALL.size()));
    }

    private static void place(Circumstance kind, List<Blueprint> fleet, SplittableRandom random) {
        pick(fleet, random, host -> host.fine() && kind.possibleWith(host.kit()))
                .ifPresent(number -> fleet.set(number, fleet.get(number).in(kind)));
    }

    private static OptionalInt pick(
            List<Blueprint> fleet, SplittableRandom random, Predicate<Blueprint> which) {
        int start = random.nextInt(fleet.size());
        return IntStream.range(0, fleet.size())
                .map(step -> (start + step) % fleet.size())
                .filter(number -> which.test(fleet.get(number)))
                .findFirst();
    }
}
