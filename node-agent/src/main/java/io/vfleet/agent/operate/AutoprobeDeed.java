package io.vfleet.agent.operate;

import static io.vfleet.domain.remedy.WriteFailure.NO_ANSWER;

import io.vfleet.agent.host.HostWriter;
import io.vfleet.agent.host.WriteResult;
import io.vfleet.agent.host.WriteTarget;
import io.vfleet.agent.sight.Sight;
import io.vfleet.agent.sight.Unknowable;
import io.vfleet.domain.operation.WriteError;
import java.time.Duration;
import java.util.List;

/// SET_AUTOPROBE: whether the VFs a PF makes from now on are given to a driver. Those that are
/// there keep what they have.
final class AutoprobeDeed implements Deed {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Sight sight;
    private final HostWriter writer;
    private final WriteTarget target;
    private final boolean on;

    AutoprobeDeed(Sight sight, HostWriter writer, Pf pf, boolean on) {
        this.sight = sight;
        this.writer = writer;
        this.target =
                new WriteTarget(pf.address(), pf.vendor(), pf.device(), "sriov_drivers_autoprobe");
        this.on = on;
    }

    @Override
    public List<Gate> gates() {
        return List.of(new PolicyGate(), new HungWriterGate());
    }

    @Override
    public String found() throws Unknowable {
        return sight.text(target.path())
                .filter(text -> text.equals("0") || text.equals("1"))
                .orElseThrow(() -> new Unknowable(target.path() + " says neither 0 nor 1"));
    }

    @Override
    public boolean wanted(String found) {
        return found.equals(on ? "1" : "0");
    }

    @Override
    public Made make(Trail trail) {
        return write(on ? "1" : "0", trail);
    }

    @Override
    public Made putBack(String found, Trail trail) {
        return write(found, trail);
    }

    @Override
    public String words() {
        return "New VFs of %s are %s"
                .formatted(target.pf(), on ? "given to a driver" : "left without a driver");
    }

    private Made write(String value, Trail trail) {
        return switch (writer.write(target, value, LIMIT)) {
            case WriteResult.Written _ -> new Made.Taken();
            case WriteResult.Refused(var errno, var said, var lines) -> {
                trail.error(new WriteError(errno, target.path(), value, lines));
                yield new Made.Refused("The kernel refused %s: %s.".formatted(value, said));
            }
            case WriteResult.Hung(var who, var waited, var lines) -> {
                trail.error(new WriteError(NO_ANSWER, target.path(), value, lines));
                yield new Made.Hung(
                        "The write did not return within %d s: %s."
                                .formatted(waited.toSeconds(), who));
            }
        };
    }
}
