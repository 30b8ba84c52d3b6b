package io.vfleet.agent.operate;

import io.vfleet.agent.sight.Unknowable;
import io.vfleet.domain.operation.GateResult;
import io.vfleet.domain.operation.GateResult.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// All gates, in the order in which their answers are told.
final class Gates {

    private static final String POLICY = "G13";

    private static final List<Gate> ALL =
            List.of(
                    new DefaultRouteGate(),
                    new ServerSessionGate(),
                    new UpperDeviceGate(),
                    new StorageGate(),
                    new HostServicesGate(),
                    new SameCardGate(),
                    new VfsInUseGate(),
                    new OtherOwnerGate(),
                    new HealthGate(),
                    new KnownBadGate(),
                    new PredictionGate(),
                    new PolicyGate(),
                    new HungWriterGate());

    private static final Map<String, Gate> BY_ID =
            ALL.stream().collect(Collectors.toUnmodifiableMap(Gate::id, gate -> gate));

    private Gates() {}

    /// Those of a resize: all.
    static List<GateResult> ask(Subject subject) {
        return ask(subject, ALL);
    }

    static List<GateResult> ask(Subject subject, List<Gate> gates) {
        List<GateResult> results = new ArrayList<>();
        for (Gate gate : gates) {
            results.add(overridden(gate, ask(gate, subject), subject));
        }
        return results;
    }

    static GateResult ask(Gate gate, Subject subject) {
        try {
            Optional<String> objection = gate.objection(subject);
            Verdict verdict = objection.isPresent() ? Verdict.REFUSED : Verdict.PASSED;
            return new GateResult(gate.id(), verdict, objection.orElse(gate.clear()));
        } catch (Unknowable unknown) {
            return unknown(gate, String.valueOf(unknown.getMessage()));
        } catch (RuntimeException bug) {
            // a gate that breaks has not said that nothing stands in the way
            return unknown(gate, "the gate failed: " + bug);
        }
    }

    /// Whether the node's policy file may name this gate as one to pass over.
    static boolean overridable(String id) {
        return BY_ID.get(id) instanceof Gate gate && gate.overridable();
    }

    /// Those that keep the write from happening.
    static List<GateResult> refusals(List<GateResult> results) {
        return results.stream().filter(Gates::refuses).toList();
    }

    /// Whether it is the host's own people who say no, which even what changes nothing respects.
    static boolean forbids(GateResult refusal) {
        return refusal.gate().equals(POLICY);
    }

    /// All refusals in one line for people.
    static String sentence(List<GateResult> refusals) {
        return refusals.stream()
                .map(result -> result.gate() + ": " + result.detail())
                .collect(Collectors.joining(". ", "", "."));
    }

    private static boolean refuses(GateResult result) {
        return switch (result.verdict()) {
            case PASSED, OVERRIDDEN -> false;
            case REFUSED -> true;
            case UNKNOWN -> !(BY_ID.get(result.gate()) instanceof Gate gate) || gate.mustKnow();
        };
    }

    private static GateResult overridden(Gate gate, GateResult result, Subject subject) {
        Set<String> allowed = subject.circumstances().policy().overridable();
        boolean passedOver =
                refuses(result)
                        && gate.overridable()
                        && allowed.contains(gate.id())
                        && subject.command().overrides().contains(gate.id());
        return passedOver ? new GateResult(gate.id(), Verdict.OVERRIDDEN, result.detail()) : result;
    }

    private static GateResult unknown(Gate gate, String why) {
        return new GateResult(gate.id(), Verdict.UNKNOWN, why);
    }
}
