package io.vfleet.simulation;

import io.vfleet.agent.host.ChangeResult;
import io.vfleet.agent.host.HookCall;
import io.vfleet.agent.host.HookResult;
import io.vfleet.agent.host.HostWriter;
import io.vfleet.agent.host.PfIdentity;
import io.vfleet.agent.host.UdevRule;
import io.vfleet.agent.host.VfChange;
import io.vfleet.agent.host.WriteResult;
import io.vfleet.agent.host.WriteTarget;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Passes writes on and notes them, until the agent is ended at one of them.
final class Mortal implements HostWriter {

    final List<String> writes = new ArrayList<>();

    private final HostWriter kernel;
    private int calls;
    private int lastCall;
    private Moment moment = Moment.AFTER;
    private Optional<Integer> atChange = Optional.empty();

    Mortal(HostWriter kernel) {
        this.kernel = kernel;
    }

    enum Moment {
        BEFORE,
        AFTER
    }

    /// The end of the agent's process.
    static final class Killed extends Error {}

    void die(int call, Moment when) {
        lastCall = call;
        moment = when;
    }

    /// At the next change of VFs, when so many of its settings are made.
    void dieAtChange(int settings, Moment when) {
        atChange = Optional.of(settings);
        moment = when;
    }

    @Override
    public WriteResult write(WriteTarget target, String value, Duration limit) {
        boolean last = ++calls == lastCall;
        if (last && moment == Moment.BEFORE) {
            throw new Killed();
        }
        writes.add(value);
        WriteResult result = kernel.write(target, value, limit);
        if (last) {
            throw new Killed();
        }
        return result;
    }

    @Override
    public ChangeResult change(PfIdentity pf, List<VfChange> changes, Duration limit) {
        boolean last = atChange.isPresent();
        if (last && moment == Moment.BEFORE) {
            throw new Killed();
        }
        // what is killed in its midst has set the first thing only
        List<VfChange> done = last ? changes.subList(0, atChange.get()) : changes;
        ChangeResult result = kernel.change(pf, done, limit);
        if (last) {
            throw new Killed();
        }
        return result;
    }

    @Override
    public HookResult run(HookCall hook, Duration limit) {
        return kernel.run(hook, limit);
    }

    @Override
    public WriteResult persist(UdevRule rule, Duration limit) {
        return kernel.persist(rule, limit);
    }

    @Override
    public Optional<String> arm(Class<?> program, Path file, Duration after) {
        return kernel.arm(program, file, after);
    }

    @Override
    public void disarm(Path file) {
        kernel.disarm(file);
    }

    @Override
    public List<String> hung() {
        return kernel.hung();
    }
}
