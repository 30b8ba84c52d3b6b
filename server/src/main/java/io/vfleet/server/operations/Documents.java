package io.vfleet.server.operations;

import io.vfleet.domain.operation.GateResult;
import io.vfleet.domain.operation.Step;
import io.vfleet.domain.operation.WriteError;
import java.util.List;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The parts of an operation that are kept as JSON, in the very form in which they are answered.
final class Documents {

    private static final JsonMapper JSON = new JsonMapper();

    private static final TypeReference<List<NewOperation.Override>> OVERRIDES =
            new TypeReference<>() {};
    private static final TypeReference<List<OperationView.Gate>> GATES = new TypeReference<>() {};
    private static final TypeReference<List<OperationView.Step>> STEPS = new TypeReference<>() {};

    private Documents() {}

    static String overrides(List<NewOperation.Override> overrides) {
        return JSON.writeValueAsString(overrides);
    }

    static List<NewOperation.Override> overrides(String json) {
        return JSON.readValue(json, OVERRIDES);
    }

    static List<String> overriddenGates(String json) {
        return overrides(json).stream().map(NewOperation.Override::gate).distinct().toList();
    }

    static String error(WriteError error) {
        return JSON.writeValueAsString(
                new OperationView.Failure(
                        error.errno(), error.path(), error.value(), error.kernelLines()));
    }

    static OperationView.Failure error(String json) {
        return JSON.readValue(json, OperationView.Failure.class);
    }

    static ChangeFields change(String json) {
        return JSON.readValue(json, ChangeFields.class);
    }

    static Blame blame(String json) {
        return JSON.readValue(json, Blame.class);
    }

    static String gates(List<GateResult> gates) {
        return JSON.writeValueAsString(
                gates.stream()
                        .map(gate ->
                                new OperationView.Gate(gate.gate(), gate.verdict(), gate.detail()))
                        .toList());
    }

    static List<OperationView.Gate> gates(String json) {
        return JSON.readValue(json, GATES);
    }

    static String steps(List<Step> steps) {
        return JSON.writeValueAsString(
                steps.stream()
                        .map(step ->
                                new OperationView.Step(
                                        step.name(),
                                        step.startedAt(),
                                        step.tookMs(),
                                        step.output()))
                        .toList());
    }

    static List<OperationView.Step> steps(String json) {
        return JSON.readValue(json, STEPS);
    }

    static String json(Object details) {
        return JSON.writeValueAsString(details);
    }
}
