package io.vfleet.domain.wire;

import static io.vfleet.domain.wire.Slot.optionalInt;

import io.vfleet.domain.operation.GateResult;
import io.vfleet.domain.operation.NodeRecord;
import io.vfleet.domain.operation.OperationState;
import io.vfleet.domain.operation.Progress;
import io.vfleet.domain.operation.Step;
import io.vfleet.domain.operation.WriteError;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// [Progress] as JSON.
final class ProgressJson extends JsonFields<Progress> {

    private static final int MOST = 256;
    private static final int MOST_VFS = 0xffff;

    private final Slot<UUID> command = uuid("command");
    private final Slot<OperationState> state = word("state", OperationState.class);
    private final Slot<Integer> before = integer("before", 0, MOST_VFS);
    private final Slot<Integer> after = integer("after", 0, MOST_VFS);
    private final Slot<WriteError> error = object("error", ErrorFields::new);
    private final Slot<List<GateResult>> gates = objects("gates", MOST, GateFields::new);
    private final Slot<List<Step>> steps = objects("steps", MOST, StepFields::new);
    private final Slot<String> explanation = text("explanation");
    private final Slot<NodeRecord> record = object("record", NodeRecordJson::new);

    ProgressJson(JsonInput in) {
        super(in);
    }

    @Override
    Progress build() throws MalformedDocument {
        return new Progress(
                command.required(),
                state.required(),
                optionalInt(before),
                optionalInt(after),
                error.optional(),
                gates.or(List.of()),
                steps.or(List.of()),
                explanation.optional(),
                record.optional());
    }

    static void write(JsonOutput out, Progress progress) {
        out.text("command", progress.command().toString());
        out.text("state", progress.state().name());
        out.number("before", progress.before());
        out.number("after", progress.after());
        out.object("error", progress.error(), ProgressJson::writeError);
        out.objects("gates", progress.gates(), ProgressJson::writeGate);
        out.objects("steps", progress.steps(), ProgressJson::writeStep);
        out.text("explanation", progress.explanation());
        out.object("record", progress.record(), NodeRecordJson::write);
    }

    private static void writeError(JsonOutput out, WriteError error) {
        out.text("errno", error.errno());
        out.text("path", error.path());
        out.text("value", error.value());
        out.texts("kernelLines", error.kernelLines());
    }

    private static void writeGate(JsonOutput out, GateResult gate) {
        out.text("id", gate.gate());
        out.text("verdict", gate.verdict().name());
        out.text("detail", gate.detail());
    }

    private static void writeStep(JsonOutput out, Step step) {
        out.text("name", step.name());
        out.time("startedAt", step.startedAt());
        out.number("tookMs", step.tookMs());
        out.text("output", step.output());
    }

    private static final class ErrorFields extends JsonFields<WriteError> {

        private final Slot<String> errno = text("errno");
        private final Slot<String> path = text("path");
        private final Slot<String> value = text("value");
        private final Slot<List<String>> kernelLines = texts("kernelLines", MOST);

        ErrorFields(JsonInput in) {
            super(in);
        }

        @Override
        WriteError build() throws MalformedDocument {
            return new WriteError(
                    errno.required(), path.required(), value.required(), kernelLines.or(List.of()));
        }
    }

    private static final class GateFields extends JsonFields<GateResult> {

        private final Slot<String> id = text("id");
        private final Slot<GateResult.Verdict> verdict = word("verdict", GateResult.Verdict.class);
        private final Slot<String> detail = text("detail");

        GateFields(JsonInput in) {
            super(in);
        }

        @Override
        GateResult build() throws MalformedDocument {
            return new GateResult(id.required(), verdict.required(), detail.required());
        }
    }

    private static final class StepFields extends JsonFields<Step> {

        private final Slot<String> name = text("name");
        private final Slot<Instant> startedAt = time("startedAt");
        private final Slot<Long> tookMs = number("tookMs");
        private final Slot<String> output = text("output");

        StepFields(JsonInput in) {
            super(in);
        }

        @Override
        Step build() throws MalformedDocument {
            return new Step(
                    name.required(), startedAt.required(), tookMs.required(), output.optional());
        }
    }
}
