package io.vfleet.server.ownchecks;

import io.vfleet.domain.chain.Further;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.server.ownchecks.Expressions.Program;
import io.vfleet.server.ownchecks.OwnCheckStore.Active;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// The own checks that count now. CEL is not loaded before there is one.
@Component
public class ActiveChecks {

    private final OwnCheckStore store;
    private final Supplier<Expressions> expressions;
    private volatile Compiled compiled = new Compiled(List.of(), List.of());

    ActiveChecks(OwnCheckStore store, LazyExpressions expressions) {
        this.store = store;
        this.expressions = expressions;
    }

    private record Compiled(List<Active> checks, List<Program> programs) {}

    /// What they say of a node, once it is known which of its PFs count.
    public Function<List<PhysicalFunction>, Stream<Further>> of(NodeInventory inventory) {
        List<Program> programs = programs();
        if (programs.isEmpty()) {
            return _ -> Stream.of();
        }
        Evaluation evaluation = new Evaluation(inventory);
        return pfs -> programs.stream().flatMap(program -> evaluation.of(program, pfs));
    }

    private List<Program> programs() {
        List<Active> now = store.active();
        Compiled known = compiled;
        if (now.equals(known.checks())) {
            return known.programs();
        }
        List<Program> programs =
                now.stream().map(one -> expressions.get().compile(one.check())).toList();
        compiled = new Compiled(now, programs);
        return programs;
    }
}
