package io.vfleet.server.intent;

import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.server.history.Event;
import io.vfleet.server.history.History;
import io.vfleet.server.nodes.Node;
import io.vfleet.server.platform.ApiProblem;
import io.vfleet.server.platform.ProblemType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Keeps how many VFs people want.
@Service
class Desired {

    private final DesiredVfsRepository desired;
    private final PfQueries functions;
    private final History history;
    private final ApplicationEventPublisher events;
    private final JsonMapper json;
    private final Clock clock;

    Desired(
            DesiredVfsRepository desired,
            PfQueries functions,
            History history,
            ApplicationEventPublisher events,
            JsonMapper json,
            Clock clock) {
        this.desired = desired;
        this.functions = functions;
        this.history = history;
        this.events = events;
        this.json = json;
        this.clock = clock;
    }

    /// One edit.
    ///
    /// @param ifMatch the version its author read, where they said so
    record Edit(Node node, PciAddress address, String by, @Nullable String ifMatch) {

        PfKey key() {
            return new PfKey(node.id(), address.toString());
        }
    }

    @Transactional(readOnly = true)
    public Optional<DesiredView> find(PfKey key) {
        return desired.findById(key).map(DesiredView::of);
    }

    @Transactional
    public DesiredView set(Edit edit, int numVfs, String reason) {
        PfQueries.Pf pf = require(edit);
        pf.totalVfs()
                .filter(total -> numVfs > total)
                .ifPresent(total -> {
                    throw tooMany(numVfs, total);
                });
        Optional<DesiredVfs> present = desired.findById(edit.key());
        DesiredView.tagOf(present).requireMatchIfGiven(edit.ifMatch());
        Optional<Integer> before = present.map(DesiredVfs::numVfs);
        DesiredVfs row = present.orElseGet(() -> new DesiredVfs(edit.key()));
        // as the database keeps it, or the answer's ETag would differ from the next one's
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        row.set(numVfs, reason, pf.mac().orElse(null), edit.by(), now);
        DesiredView view = DesiredView.of(desired.saveAndFlush(row));
        changed(edit, before, Optional.of(numVfs), reason);
        return view;
    }

    @Transactional
    public void withdraw(Edit edit) {
        DesiredVfs present =
                desired.findById(edit.key())
                        .orElseThrow(() ->
                                ApiProblem.notFound("desired count", edit.address().toString()));
        DesiredView.tagOf(Optional.of(present)).requireMatchIfGiven(edit.ifMatch());
        desired.delete(present);
        changed(edit, Optional.of(present.numVfs()), Optional.empty(), "withdrawn");
    }

    private PfQueries.Pf require(Edit edit) {
        if (edit.node().enrollment() != Node.Enrollment.APPROVED) {
            throw new ApiProblem(
                            ProblemType.CONFLICT,
                            "The node is not approved; nothing is wanted of it")
                    .with("value", edit.node().enrollment());
        }
        return functions
                .find(edit.node().id(), edit.address())
                .orElseThrow(
                        () -> ApiProblem.notFound("physical function", edit.address().toString()));
    }

    private static ApiProblem tooMany(int numVfs, int total) {
        return new ApiProblem(
                        ProblemType.UNPROCESSABLE,
                        "This PF has at most " + total + " VFs (sriov_totalvfs)")
                .with("field", "numVfs")
                .with("value", numVfs)
                .with("expected", "0 to " + total);
    }

    private void changed(
            Edit edit, Optional<Integer> before, Optional<Integer> after, String reason) {
        String detail = json.writeValueAsString(Map.of("by", edit.by(), "reason", reason));
        Instant now = clock.instant();
        history.append(
                List.of(
                        new Event(
                                edit.node().id(),
                                now,
                                Event.Kind.DESIRED_VFS,
                                "pf " + edit.address(),
                                before.map(String::valueOf),
                                after.map(String::valueOf),
                                detail)));
        events.publishEvent(new ExpectationsChanged(edit.node().id()));
    }
}
