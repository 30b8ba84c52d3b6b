package io.vfleet.agent.operate;

import io.vfleet.agent.host.HostWriter;
import io.vfleet.agent.sight.Sight;
import io.vfleet.agent.sight.Unknowable;
import io.vfleet.domain.operation.Change;
import io.vfleet.domain.operation.Command;
import io.vfleet.domain.operation.GateResult;
import io.vfleet.domain.operation.OperationState;
import io.vfleet.domain.operation.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// One command from its deadline to its ending: everything that may keep it from being done comes
/// first, then the journal, then the write.
final class Execution {

    static final String NO_WRITER =
            "this is no host that runs but files of one: there is nothing to write to";

    // the server's clock is known to the second, and servers' clocks differ among themselves
    private static final Duration TOLERANCE = Duration.ofSeconds(30);

    private static final String NO_OP = "G11";
    private static final Set<String> TO_THE_SERVER = Set.of("G1", "G2", "G5");

    private final Site site;
    private final OperationsJournal journal;
    private final Reverts reverts;
    private final Hooks hooks;
    private final Sight sight;

    Execution(Site site, OperationsJournal journal, Reverts reverts, Hooks hooks) {
        this.site = site;
        this.journal = journal;
        this.reverts = reverts;
        this.hooks = hooks;
        this.sight = new Sight(site.host());
    }

    Progress run(Trail trail) throws InterruptedException {
        Command command = trail.command();
        Optional<Instant> begin = command.origin().notBefore();
        if (begin.filter(early -> site.clock().now().plus(TOLERANCE).isBefore(early)).isPresent()) {
            return ending(
                    trail,
                    OperationState.REFUSED,
                    "It must not begin before %s, and by the server's clock it is %s."
                            .formatted(begin.get(), site.clock().now()));
        }
        if (late(command)) {
            return ending(trail, OperationState.EXPIRED, "The deadline passed before it began.");
        }
        if (command.change() instanceof Change.Recheck) {
            return ending(trail, OperationState.VERIFYING, "The host is reported anew.");
        }
        Optional<HostWriter> writer = site.host().writer();
        return writer.isEmpty()
                ? ending(trail, OperationState.REFUSED, NO_WRITER)
                : written(writer.get(), trail);
    }

    private Progress written(HostWriter writer, Trail trail) throws InterruptedException {
        Command command = trail.command();
        long begun = command.pf().map(journal::begun).orElse(-1L);
        if (command.generation() < begun) {
            return ending(
                    trail,
                    OperationState.REFUSED,
                    "Generation %d is older than %d, which was begun on this PF already."
                            .formatted(command.generation(), begun));
        }
        try {
            Optional<Pf> pf = pf(command);
            return command.change() instanceof Change.ResizeVfs
                    ? judged(pf.orElseThrow(), writer, trail)
                    : done(new Deeds(sight, writer, site.clock(), pf), trail);
        } catch (Unknowable unknown) {
            return unreadable(String.valueOf(unknown.getMessage()), writer, trail);
        }
    }

    private Optional<Pf> pf(Command command) throws Unknowable, InterruptedException {
        return command.pf().isEmpty()
                ? Optional.empty()
                : Optional.of(Pf.readPatiently(sight, command.pf().get(), site.clock()));
    }

    private Progress done(Deeds deeds, Trail trail) throws InterruptedException {
        Change change = trail.command().change();
        Subject subject =
                new Subject(
                        sight,
                        deeds.judged(change),
                        trail.command(),
                        circumstances(deeds.writer()));
        return new DeedExecution(site, journal).run(deeds.of(change), subject, trail);
    }

    private Progress judged(Pf pf, HostWriter writer, Trail trail)
            throws Unknowable, InterruptedException {
        trail.before(pf.numVfs());
        Subject subject =
                new Subject(sight, Optional.of(pf), trail.command(), circumstances(writer));
        List<GateResult> results = trail.step("gates", () -> withNoOp(subject, Gates.ask(subject)));
        trail.gates(results);
        List<GateResult> refusals = Gates.refusals(results);
        boolean forbidden = refusals.stream().anyMatch(Gates::forbids);
        if (pf.has(subject.target()) && !forbidden) {
            return trail.ending(
                    OperationState.VERIFYING,
                    OptionalInt.of(pf.numVfs()),
                    "The PF has %d VFs already; nothing was written.".formatted(pf.numVfs()));
        }
        boolean hooked =
                hooks.due(trail.command().id()) && refusals.stream().allMatch(Hooks::mayMend);
        if (!refusals.isEmpty() && !hooked) {
            return ending(trail, OperationState.REFUSED, Gates.sentence(refusals));
        }
        OptionalInt expected =
                trail.command().change() instanceof Change.ResizeVfs(var _, var _, var count)
                        ? count
                        : OptionalInt.empty();
        if (expected.isPresent() && expected.getAsInt() != pf.numVfs()) {
            return conflict(pf, expected.getAsInt(), trail);
        }
        return hooked
                ? afterHooks(subject, writer, trail)
                : kept(subject, writer, tied(results), trail);
    }

    // they take their time: everything is looked at again
    private Progress afterHooks(Subject subject, HostWriter writer, Trail trail)
            throws Unknowable, InterruptedException {
        Pf pf = subject.pf();
        Duration limit = subject.circumstances().policy().hookTimeout();
        Optional<String> failed = hooks.before(trail, pf.numVfs(), limit);
        if (failed.isPresent()) {
            return ending(trail, OperationState.REFUSED, failed.get() + ". Nothing was changed.");
        }
        if (late(trail.command())) {
            return ending(trail, OperationState.EXPIRED, "The deadline passed while hooks ran.");
        }
        return judged(Pf.readPatiently(sight, pf.address(), site.clock()), writer, trail);
    }

    private boolean late(Command command) {
        return !site.clock().now().isBefore(command.deadline());
    }

    private Progress kept(Subject subject, HostWriter writer, boolean tied, Trail trail)
            throws InterruptedException {
        try {
            return begin(
                    subject, new Hand(writer, Snapshot.read(sight, subject.pf()), tied), trail);
        } catch (Unknowable unknown) {
            return ending(
                    trail,
                    OperationState.REFUSED,
                    "What the VFs are set to could not be put back: " + unknown.getMessage() + ".");
        }
    }

    // such a change may have cut off the very server that would notice
    private static boolean tied(List<GateResult> results) {
        return results.stream()
                .anyMatch(it ->
                        it.verdict() == GateResult.Verdict.OVERRIDDEN
                                && TO_THE_SERVER.contains(it.gate()));
    }

    private Progress begin(Subject subject, Hand hand, Trail trail) throws InterruptedException {
        Pf pf = subject.pf();
        try {
            journal.write(
                    new JournalRecord.Started(
                            trail.command().id(),
                            pf.address(),
                            trail.command().generation(),
                            new JournalRecord.Start(
                                    pf.numVfs(),
                                    subject.target(),
                                    site.clock().now(),
                                    sight.bootId())));
        } catch (JournalTrouble trouble) {
            return ending(trail, OperationState.REFUSED, String.valueOf(trouble.getMessage()));
        }
        RevertPlan plan = plan(subject, hand);
        Optional<String> unarmed = reverts.arm(plan, hand.writer());
        return unarmed.isPresent()
                ? ending(trail, OperationState.REFUSED, unarmed.get() + ".")
                : armed(plan, hand.writer(), trail);
    }

    // an agent that is ended before the last line leaves the change to whoever was armed
    private Progress armed(RevertPlan plan, HostWriter writer, Trail trail)
            throws InterruptedException {
        Resize resize = new Resize(sight, writer, site.clock(), plan.snapshot());
        int target = trail.command().change().count().orElseThrow();
        Progress ending =
                new Confirmation(site)
                        .of(resize.run(plan.before(), target, trail), plan, resize, trail);
        reverts.disarm(trail.command().id(), writer);
        return ending;
    }

    private RevertPlan plan(Subject subject, Hand hand) {
        return new RevertPlan(
                subject.command(),
                subject.pf(),
                hand.snapshot(),
                "/",
                sight.bootId(),
                hand.tied(),
                subject.circumstances().policy().revertTimeout(),
                RevertPlan.Agent.here());
    }

    private Circumstances circumstances(HostWriter writer) {
        return new Circumstances(
                PolicyFile.read(site.host()),
                site.server(),
                writer.hung(),
                journal.startedSince(site.clock().now().minus(Duration.ofHours(1))),
                site.clock().now().atZone(ZoneId.systemDefault()));
    }

    private static List<GateResult> withNoOp(Subject subject, List<GateResult> results) {
        List<GateResult> all = new ArrayList<>(results);
        String detail =
                subject.pf().has(subject.target())
                        ? "the PF has so many VFs already: nothing to write"
                        : "the count changes from %d to %d"
                                .formatted(subject.pf().numVfs(), subject.target());
        all.add(new GateResult(NO_OP, GateResult.Verdict.PASSED, detail));
        return all;
    }

    private static Progress conflict(Pf pf, int expected, Trail trail) {
        return trail.ending(
                OperationState.CONFLICT,
                OptionalInt.of(pf.numVfs()),
                "The PF has %d VFs, expected were %d; nothing was done."
                        .formatted(pf.numVfs(), expected));
    }

    // the count cannot be read while somebody's write hangs (sriov_numvfs_show takes the same lock)
    private static Progress unreadable(String why, HostWriter writer, Trail trail) {
        List<String> hung = writer.hung();
        String detail = hung.isEmpty() ? why : "a write still hangs: " + String.join("; ", hung);
        trail.gates(
                List.of(
                        new GateResult(
                                new HungWriterGate().id(),
                                hung.isEmpty()
                                        ? GateResult.Verdict.UNKNOWN
                                        : GateResult.Verdict.REFUSED,
                                detail)));
        return ending(trail, OperationState.REFUSED, detail);
    }

    private static Progress ending(Trail trail, OperationState state, String explanation) {
        return trail.ending(state, OptionalInt.empty(), explanation);
    }

    /// What a write is done with.
    ///
    /// @param tied see [RevertPlan#tied]
    private record Hand(HostWriter writer, Snapshot snapshot, boolean tied) {}
}
