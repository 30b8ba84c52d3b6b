package io.vfleet.bench.node;

import io.vfleet.bench.measure.Kind;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.operation.Command;
import io.vfleet.domain.operation.OperationKind;
import io.vfleet.domain.operation.OperationState;
import io.vfleet.domain.operation.Progress;
import io.vfleet.domain.wire.AgentJson;
import io.vfleet.domain.wire.AgentMessages.Heartbeat;
import io.vfleet.domain.wire.AgentMessages.ReportAnswer;
import io.vfleet.domain.wire.InventoryJson;
import io.vfleet.domain.wire.Report;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.GZIPOutputStream;

/// What a node tells of itself, in order.
final class Reporter {

    private final Surroundings around;
    private final Caller caller;
    private final BenchHost host;
    private String digest = "";
    private long sequence;

    Reporter(Surroundings around, Caller caller, BenchHost host) {
        this.around = around;
        this.caller = caller;
        this.host = host;
    }

    Heartbeat heartbeat() {
        return new Heartbeat(around.epoch(), ++sequence, digest, Optional.of(host.bootId()));
    }

    /// The whole host, as of now.
    void report(Node.Pass pass, Runnable next) {
        NodeInventory inventory = host.inventory(Instant.now().truncatedTo(ChronoUnit.MILLIS));
        if (digest.isEmpty()) {
            digest = InventoryJson.digest(inventory);
        }
        Report report = new Report(around.epoch(), ++sequence, inventory, List.of());
        caller.call(
                Call.report(gzip(report), AgentJson::readReportAnswer),
                pass.token(),
                answer -> reported(answer, next));
    }

    private void reported(ReportAnswer answer, Runnable next) {
        if (answer.duplicate()) {
            caller.wrong(Kind.REPORT, "called a duplicate");
        }
        next.run();
    }

    private static byte[] gzip(Report report) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4_096);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            InventoryJson.write(report, gzip);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        return bytes.toByteArray();
    }

    /// Tells how a command went, and after one that was obeyed how the host is now.
    void obey(Node.Pass pass, Command command, Runnable next) {
        boolean recheck = command.kind() == OperationKind.RECHECK;
        Progress progress = recheck ? collected(command) : refused(command);
        caller.call(
                Call.progress(command.id().toString(), AgentJson.write(progress)),
                pass.token(),
                _ -> afterwards(recheck, pass, next));
    }

    private void afterwards(boolean recheck, Node.Pass pass, Runnable next) {
        if (recheck) {
            report(pass, next);
        } else {
            next.run();
        }
    }

    private static Progress collected(Command command) {
        return progress(command, OperationState.VERIFYING, Optional.empty());
    }

    private static Progress refused(Command command) {
        return progress(
                command,
                OperationState.REFUSED,
                Optional.of("a node that exists only on the wire has nothing to write to"));
    }

    private static Progress progress(
            Command command, OperationState state, Optional<String> explanation) {
        return new Progress(
                command.id(),
                state,
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                explanation);
    }
}
