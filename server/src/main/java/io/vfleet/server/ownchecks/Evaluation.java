package io.vfleet.server.ownchecks;

import dev.cel.runtime.CelEvaluationException;
import io.vfleet.domain.chain.Evidence;
import io.vfleet.domain.chain.Finding;
import io.vfleet.domain.chain.Further;
import io.vfleet.domain.chain.Subject;
import io.vfleet.domain.chain.Unanswered;
import io.vfleet.domain.inventory.Gap;
import io.vfleet.domain.inventory.Netdev;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.VirtualFunction;
import io.vfleet.domain.remedy.Fix;
import io.vfleet.domain.remedy.ShellWord;
import io.vfleet.server.ownchecks.Expressions.Program;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// What own checks say of one node. An evaluation that fails, costs too much, or asks what could
/// not be read ends in a question that stays open, never in an answer.
final class Evaluation {

    private static final long MOST_NANOS = Duration.ofMillis(100).toNanos();
    private static final String DEVICES = "/sys/bus/pci/devices/";

    private final NodeInventory inventory;
    private final ReportTree tree;

    Evaluation(NodeInventory inventory) {
        this.inventory = inventory;
        this.tree = new ReportTree(inventory);
    }

    /// One thing to look at.
    ///
    /// @param names what a fix may name
    /// @param variables what the expression may name
    private record Looked(
            Subject subject,
            Map<String, String> names,
            Map<String, Object> variables,
            List<String> addresses) {}

    Stream<Further> of(Program program, List<PhysicalFunction> pfs) {
        long end = System.nanoTime() + MOST_NANOS;
        List<Further> said = new ArrayList<>();
        for (Looked looked : looked(program.check(), pfs)) {
            said.add(
                    System.nanoTime() > end
                            ? unknown(program, looked, "took more than 100 ms on this node")
                            : evaluate(program, looked));
        }
        return said.stream();
    }

    private List<Looked> looked(OwnCheck check, List<PhysicalFunction> pfs) {
        return switch (check.about()) {
            case NODE ->
                    List.of(
                            new Looked(
                                    new Subject.Node(),
                                    Map.of(),
                                    Map.of("node", tree.report()),
                                    List.of()));
            case PF -> pfs.stream().flatMap(pf -> pf(pf).stream()).toList();
            case VF ->
                    pfs.stream()
                            .flatMap(pf ->
                                    pf(pf).stream()
                                            .flatMap(owner ->
                                                    pf.virtualFunctions().stream()
                                                            .flatMap(vf ->
                                                                    vf(pf, owner, vf).stream())))
                            .toList();
        };
    }

    private Optional<Looked> pf(PhysicalFunction pf) {
        String address = pf.address().toString();
        return ReportTree.entry(tree.report(), "physicalFunctions", address)
                .map(fields ->
                        new Looked(
                                new Subject.Pf(pf.address()),
                                Map.of("{pf}", address, "{netdev}", netdev(pf)),
                                Map.of("node", tree.report(), "pf", fields),
                                List.of(address)));
    }

    @SuppressWarnings("unchecked")
    private static Optional<Looked> vf(PhysicalFunction pf, Looked owner, VirtualFunction vf) {
        var fields = (Map<String, Object>) Objects.requireNonNull(owner.variables().get("pf"));
        String address = vf.address().toString();
        return ReportTree.entry(fields, "virtualFunctions", address)
                .map(own ->
                        new Looked(
                                new Subject.Vf(pf.address(), vf.address()),
                                with(owner.names(), "{vf}", address),
                                with(owner.variables(), "vf", own),
                                List.of(address, pf.address().toString())));
    }

    private static <V> Map<String, V> with(Map<String, V> all, String name, V value) {
        Map<String, V> more = new HashMap<>(all);
        more.put(name, value);
        return more;
    }

    // a name that a shell would take for more stays a placeholder
    private static String netdev(PhysicalFunction pf) {
        return pf.netdevs().stream()
                .map(Netdev::name)
                .filter(ShellWord::safe)
                .findFirst()
                .orElse("{netdev}");
    }

    private Further evaluate(Program program, Looked looked) {
        tree.forget();
        boolean holds;
        try {
            holds = program.holds(looked.variables());
        } catch (CelEvaluationException | RuntimeException e) {
            return unknown(program, looked, String.valueOf(e.getMessage()));
        }
        Optional<Gap> gap = tree.missed() ? gap(looked) : Optional.empty();
        if (gap.isPresent()) {
            return unanswered(program, looked, gap.get().path(), gap.get().reason());
        }
        return holds
                ? new Further(
                        program.check().info(),
                        looked.subject(),
                        Optional.empty(),
                        Optional.empty())
                : broken(program.check(), looked);
    }

    /// What may have hidden what was asked: a file of the subject's, or of none.
    private Optional<Gap> gap(Looked looked) {
        return inventory.gaps().stream().filter(gap -> concerns(gap, looked)).findFirst();
    }

    private static boolean concerns(Gap gap, Looked looked) {
        if (looked.addresses().isEmpty()) {
            return gap.path().startsWith("/") && !gap.path().startsWith(DEVICES);
        }
        return looked.addresses().stream()
                .anyMatch(address ->
                        gap.path().startsWith(DEVICES + address)
                                || gap.covers(DEVICES + address)
                                || gap.path().startsWith("rtnetlink:" + address));
    }

    private static Further unknown(Program program, Looked looked, String reason) {
        return unanswered(program, looked, "own check", reason);
    }

    private static Further unanswered(Program program, Looked looked, String path, String reason) {
        OwnCheck check = program.check();
        return new Further(
                check.info(),
                looked.subject(),
                Optional.empty(),
                Optional.of(new Unanswered(check.id(), looked.subject(), path, reason)));
    }

    private static Further broken(OwnCheck check, Looked looked) {
        Finding finding =
                new Finding(
                        check.id(),
                        check.info().reference(),
                        check.link(),
                        check.symptom(),
                        check.severity(),
                        check.confidence(),
                        looked.subject(),
                        check.cause(),
                        check.fix().stream().map(text -> Fix.parse(named(text, looked))).toList(),
                        List.of(Evidence.of("report", check.expression() + " is false", "true")),
                        List.of());
        return new Further(check.info(), looked.subject(), Optional.of(finding), Optional.empty());
    }

    private static String named(String text, Looked looked) {
        String named = text;
        for (Map.Entry<String, String> name : looked.names().entrySet()) {
            named = named.replace(name.getKey(), name.getValue());
        }
        return named;
    }
}
