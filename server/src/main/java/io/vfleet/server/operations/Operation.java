package io.vfleet.server.operations;

import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.operation.Change;
import io.vfleet.domain.operation.Command;
import io.vfleet.domain.operation.OperationKind;
import io.vfleet.domain.operation.OperationState;
import io.vfleet.domain.operation.Progress;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// One change on one node. It only moves from here to there as its methods say; the database
/// refuses to move an ending.
@Entity
class Operation {

    @Id private UUID id;

    @Column
    @Enumerated(EnumType.STRING)
    private OperationKind kind;

    @Column
    @Enumerated(EnumType.STRING)
    private OperationState state;

    @Column private UUID nodeId;

    @Column private @Nullable String pfAddress;

    @Column private @Nullable Integer numVfs;

    @Column private @Nullable Integer expectedNumVfs;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable String change;

    @JdbcTypeCode(SqlTypes.JSON)
    private String overrides;

    @Column private @Nullable UUID planId;

    @Column private @Nullable UUID bulkId;

    @Column private long generation;

    @Column private String reason;

    @Column private String requestedBy;

    @Column private String requestedFrom;

    @Column private Instant createdAt;

    @Column private Instant deadline;

    @Column private Instant changedAt;

    @Column private @Nullable Instant startedAt;

    @Column private @Nullable Instant endedAt;

    @Column private @Nullable Instant leaseUntil;

    @Column private int attempts;

    @Column
    @Enumerated(EnumType.STRING)
    private @Nullable OperationState told;

    @Column private @Nullable Integer beforeVfs;

    @Column private @Nullable Integer afterVfs;

    @Column private long reportEpoch;

    @Column private long reportSequence;

    @Column private @Nullable Integer observedVfs;

    @Column private boolean seenOtherwise;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable String error;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable String problem;

    @JdbcTypeCode(SqlTypes.JSON)
    private String gates = "[]";

    @JdbcTypeCode(SqlTypes.JSON)
    private String steps = "[]";

    @Column private @Nullable String explanation;

    @Version private int version;

    @SuppressWarnings("NullAway.Init")
    protected Operation() {}

    @SuppressWarnings("NullAway.Init")
    Operation(Accepted accepted) {
        NewOperation wanted = accepted.wanted();
        id = accepted.id();
        kind = wanted.kind();
        state = OperationState.QUEUED;
        nodeId = accepted.node();
        pfAddress = accepted.change().about().map(PciAddress::toString).orElse(null);
        numVfs = wanted.numVfs();
        expectedNumVfs = wanted.expectedNumVfs();
        change = wanted.change() == null ? null : Documents.json(wanted.change());
        overrides = Documents.overrides(wanted.overrides());
        planId = wanted.planId();
        bulkId = accepted.bulk().orElse(null);
        generation = accepted.generation();
        reason = wanted.reason();
        requestedBy = accepted.by().who();
        requestedFrom = accepted.by().from();
        createdAt = accepted.at();
        changedAt = accepted.at();
        deadline = accepted.deadline();
        beforeVfs = accepted.before().isPresent() ? accepted.before().getAsInt() : null;
    }

    /// Handed to its agent, which has so long to begin.
    void lease(Instant now, Duration patience) {
        attempts++;
        move(OperationState.LEASED, now);
        leaseUntil = now.plus(patience);
    }

    /// The agent never got it.
    void unlease(Instant now) {
        attempts--;
        requeue(now);
    }

    /// To be handed out again; the agent's journal makes sure that it is done once at most.
    void requeue(Instant now) {
        leaseUntil = null;
        move(OperationState.QUEUED, now);
    }

    /// What the agent says, whatever comes of it.
    void heard(Progress progress) {
        told = progress.state();
        progress.before().ifPresent(count -> beforeVfs = count);
        progress.after().ifPresent(count -> afterVfs = count);
        progress.error().ifPresent(refusal -> error = Documents.error(refusal));
        gates = progress.gates().isEmpty() ? gates : Documents.gates(progress.gates());
        steps = progress.steps().isEmpty() ? steps : Documents.steps(progress.steps());
        explanation = progress.explanation().orElse(explanation);
    }

    /// Why it was refused, for machines.
    void blame(String why) {
        problem = why;
    }

    void run(Instant now, Duration patience) {
        startedAt = startedAt == null ? now : startedAt;
        move(OperationState.RUNNING, now);
        leaseUntil = now.plus(patience);
    }

    /// The agent has read back what was wanted; a report after this one has to agree.
    void verify(Instant now, Duration patience, ReportOrder newest) {
        startedAt = startedAt == null ? now : startedAt;
        move(OperationState.VERIFYING, now);
        Instant end = now.plus(patience);
        leaseUntil = deadline.isAfter(end) ? deadline : end;
        stand(newest);
    }

    /// Nobody knows how it ended; only what is seen of the node moves it from here.
    void lose(Instant now, ReportOrder newest, String why) {
        move(OperationState.UNKNOWN, now);
        leaseUntil = null;
        explanation = explanation == null ? why : explanation + " " + why;
        stand(newest);
    }

    void end(OperationState ending, Instant now) {
        move(ending, now);
        leaseUntil = null;
        endedAt = now;
    }

    void end(OperationState ending, Instant now, String why) {
        explanation = explanation == null ? why : explanation + " " + why;
        end(ending, now);
    }

    /// A report that does not settle it; a second one of the same count does.
    void observe(ReportOrder report, int count) {
        observedVfs = count;
        stand(report);
    }

    /// A report that shows another state than the wanted one; a second such settles it.
    void seeOtherwise(ReportOrder report) {
        seenOtherwise = true;
        stand(report);
    }

    boolean seenOtherwise() {
        return seenOtherwise;
    }

    private void stand(ReportOrder report) {
        reportEpoch = report.epoch();
        reportSequence = report.sequence();
    }

    private void move(OperationState next, Instant now) {
        state = next;
        changedAt = now;
    }

    /// The same one each time, so that the same bytes are signed.
    Command command() {
        return new Command(
                id,
                change(),
                nodeId.toString(),
                generation,
                deadline,
                Set.copyOf(Documents.overriddenGates(overrides)),
                new Command.Origin(Optional.of(requestedBy), Optional.of(createdAt)));
    }

    Change change() {
        ChangeFields fields = change == null ? ChangeFields.NONE : Documents.change(change);
        return Shape.change(kind, pf(), numVfs, expectedNumVfs, fields);
    }

    Optional<ChangeFields> changeFields() {
        return Optional.ofNullable(change).map(Documents::change);
    }

    UUID id() {
        return id;
    }

    OperationKind kind() {
        return kind;
    }

    OperationState state() {
        return state;
    }

    UUID nodeId() {
        return nodeId;
    }

    Optional<PciAddress> pf() {
        return Optional.ofNullable(pfAddress).map(PciAddress::parse);
    }

    Optional<Integer> numVfs() {
        return Optional.ofNullable(numVfs);
    }

    String reason() {
        return reason;
    }

    String requestedBy() {
        return requestedBy;
    }

    Instant deadline() {
        return deadline;
    }

    int attempts() {
        return attempts;
    }

    Optional<OperationState> told() {
        return Optional.ofNullable(told);
    }

    Optional<Integer> before() {
        return Optional.ofNullable(beforeVfs);
    }

    Optional<Integer> after() {
        return Optional.ofNullable(afterVfs);
    }

    Optional<Integer> observed() {
        return Optional.ofNullable(observedVfs);
    }

    Optional<String> error() {
        return Optional.ofNullable(error);
    }

    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    Optional<UUID> plan() {
        return Optional.ofNullable(planId);
    }

    ReportOrder newestReport() {
        return new ReportOrder(reportEpoch, reportSequence);
    }
}
