package io.vfleet.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.server.operations.LifeCycle.Broken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;

/// Random histories of operations against a small model. `-Dvfleet.histories=10000` plays so many,
/// `-Dvfleet.histories.seed=…` begins with the one that failed.
class LifeCycleTests extends OperationScene {

    private static final Duration ORDINARY =
            Duration.ofSeconds(System.getenv("CI") == null ? 12 : 60);
    private static final int ACTS = 40;
    private static final int TRIES_TO_SHRINK = 400;
    private static final Duration[] SKEWS = {
        Duration.ZERO, Duration.ofDays(1), Duration.ofDays(-1)
    };

    @Autowired private LifeCycleService service;

    @BeforeEach
    void anyNodeIsLikeThisOne() {
        service.template(reported().nodeId());
    }

    /// Which history, and how much of it is left.
    private record Case(long seed, boolean forgetful, List<Act> acts) {

        static Case of(long seed, boolean forgetful) {
            var random = new SplittableRandom(seed);
            return new Case(
                    seed, forgetful, Stream.generate(() -> Act.any(random)).limit(ACTS).toList());
        }

        Case with(List<Act> fewer) {
            return new Case(seed, forgetful, fewer);
        }

        Duration skew() {
            return SKEWS[(int) Math.floorMod(seed, (long) SKEWS.length)];
        }
    }

    @Test
    void everyHistoryKeepsTheLaws() {
        long first = Long.getLong("vfleet.histories.seed", System.nanoTime());
        int most = Integer.getInteger("vfleet.histories", 0);
        long began = System.nanoTime();
        int played = 0;
        while (most > 0 ? played < most : System.nanoTime() - began < ORDINARY.toNanos()) {
            Case one = Case.of(first + played, false);
            broken(one)
                    .ifPresent(why -> {
                        throw new AssertionError(told(shrunk(one), why));
                    });
            played++;
        }
        System.out.printf(
                "%d histories of %d acts from seed %d in %d s%n",
                played, ACTS, first, (System.nanoTime() - began) / 1_000_000_000);
        assertThat(played).isPositive();
    }

    /// Without its journal an agent does things twice; the histories have to find it, and say it
    /// shortly.
    @Test
    void agentThatForgetsIsFoundAndItsHistoryShrunk() {
        Case found =
                Stream.iterate(1L, seed -> seed + 1)
                        .limit(300)
                        .map(seed -> Case.of(seed, true))
                        .filter(one ->
                                broken(one).filter(why -> why.contains("2 effects")).isPresent())
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("nobody noticed"));

        Case small = shrunk(found);

        assertThat(small.acts()).hasSizeLessThanOrEqualTo(12);
        assertThat(broken(small)).isPresent();
    }

    private Optional<String> broken(Case one) {
        try {
            new LifeCycle(service, one.forgetful(), one.skew()).play(one.acts());
            return Optional.empty();
        } catch (Broken broken) {
            return Optional.of(String.valueOf(broken.getMessage()));
        } catch (DataAccessException failed) {
            return Optional.of("the service failed: " + failed.getMessage());
        }
    }

    /// Takes ever smaller pieces out as long as what is left still breaks a law.
    private Case shrunk(Case one) {
        Case small = one;
        int tries = 0;
        int piece = small.acts().size() / 2;
        while (piece > 0) {
            boolean smaller = false;
            for (int from = 0; from < small.acts().size() && tries < TRIES_TO_SHRINK; tries++) {
                Case candidate = small.with(without(small.acts(), from, piece));
                if (broken(candidate).isPresent()) {
                    small = candidate;
                    smaller = true;
                } else {
                    from += piece;
                }
            }
            piece = smaller ? Math.min(piece, small.acts().size() / 2) : piece / 2;
        }
        return small;
    }

    private static List<Act> without(List<Act> acts, int from, int count) {
        List<Act> rest = new ArrayList<>(acts.subList(0, from));
        rest.addAll(acts.subList(Math.min(acts.size(), from + count), acts.size()));
        return rest;
    }

    private String told(Case small, String why) {
        return "seed %d: %s%nplay it again with -Dvfleet.histories=1 -Dvfleet.histories.seed=%d%nas small as it gets: %s (%s)"
                .formatted(
                        small.seed(),
                        why,
                        small.seed(),
                        small.acts(),
                        broken(small).orElse("not every time"));
    }
}
