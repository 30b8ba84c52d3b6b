package io.vfleet.server.ownchecks;

import io.swagger.v3.oas.annotations.media.Schema;
import io.vfleet.domain.chain.Chain;
import io.vfleet.domain.chain.Expectations;
import io.vfleet.domain.chain.Further;
import io.vfleet.domain.chain.Unanswered;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.wire.InventoryJson;
import io.vfleet.domain.wire.MalformedDocument;
import io.vfleet.server.ownchecks.Expressions.Program;
import io.vfleet.server.ownchecks.OwnCheckStore.Stored;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPInputStream;

/// What an own check would say of the nodes that have reported, without counting.
final class Trial {

    private static final int AT_ONCE = 50;
    private static final int EXAMPLES = 10;
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final OwnCheckStore store;
    private final Program program;
    private final List<Example> failing = new ArrayList<>();
    private final List<Example> unknown = new ArrayList<>();
    private int nodes;
    private int nodesFailing;
    private long ok;
    private long failed;
    private long open;

    Trial(OwnCheckStore store, Program program) {
        this.store = store;
        this.program = program;
    }

    /// One subject it would not pass, or could not judge.
    @Schema(name = "OwnCheckExample")
    record Example(
            UUID node,
            String hostname,
            String subject,
            @Schema(description = "Why it is not known; absent where it fails")
                    Optional<String> reason) {}

    /// What came of a trial.
    @Schema(name = "OwnCheckTrial")
    record Result(
            @Schema(description = "Nodes it was tried on") int nodes,
            @Schema(description = "False: time ran out, or more nodes were not asked for")
                    boolean whole,
            int nodesFailing,
            @Schema(description = "Subjects it passes") long ok,
            long failed,
            long unknown,
            @Schema(description = "The first few that fail, then that are not known")
                    List<Example> examples) {}

    Result run(int most) {
        long end = System.nanoTime() + LONGEST.toNanos();
        UUID last = new UUID(0, 0);
        List<Stored> some = store.reports(last, Math.min(AT_ONCE, most));
        while (!some.isEmpty() && nodes < most && System.nanoTime() < end) {
            some.forEach(this::look);
            last = some.getLast().node();
            some = store.reports(last, Math.min(AT_ONCE, Math.max(1, most - nodes)));
        }
        List<Example> examples = new ArrayList<>(failing);
        examples.addAll(unknown);
        return new Result(nodes, some.isEmpty(), nodesFailing, ok, failed, open, examples);
    }

    private void look(Stored stored) {
        nodes++;
        NodeInventory inventory = inventory(stored.report());
        long before = failed;
        new Evaluation(inventory)
                .of(program, Chain.inScope(inventory, Expectations.NONE))
                .forEach(said -> count(stored, said));
        nodesFailing += failed > before ? 1 : 0;
    }

    private void count(Stored stored, Further said) {
        if (said.finding().isPresent()) {
            failed++;
            keep(failing, stored, said);
        } else if (said.unanswered().isPresent()) {
            open++;
            keep(unknown, stored, said);
        } else {
            ok++;
        }
    }

    private static void keep(List<Example> examples, Stored stored, Further said) {
        if (examples.size() < EXAMPLES) {
            examples.add(
                    new Example(
                            stored.node(),
                            stored.hostname(),
                            said.subject().toString(),
                            said.unanswered().map(Trial::why)));
        }
    }

    private static String why(Unanswered one) {
        return one.path() + ": " + one.reason();
    }

    private static NodeInventory inventory(byte[] gzip) {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return InventoryJson.readReport(in).inventory();
        } catch (MalformedDocument e) {
            throw new IllegalStateException("a report that was taken in cannot be read", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
