package io.vfleet.simulation;

import io.vfleet.agent.host.ChangeResult;
import io.vfleet.agent.host.HookCall;
import io.vfleet.agent.host.HookResult;
import io.vfleet.agent.host.Host;
import io.vfleet.agent.host.HostWriter;
import io.vfleet.agent.host.PfIdentity;
import io.vfleet.agent.host.UdevRule;
import io.vfleet.agent.host.VfChange;
import io.vfleet.agent.host.WriteResult;
import io.vfleet.agent.host.WriteTarget;
import io.vfleet.agent.operate.Clockwork;
import io.vfleet.agent.operate.Revert;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.simulation.kernel.Answer;
import io.vfleet.simulation.kernel.CardPort;
import io.vfleet.simulation.kernel.CardState.Keeper;
import io.vfleet.simulation.kernel.Errno;
import io.vfleet.simulation.kernel.Kernel;
import io.vfleet.simulation.kernel.NumVfs;
import io.vfleet.simulation.kernel.Task;
import io.vfleet.simulation.kernel.VfKnobs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Writes to a simulated host, each time in a process of its own that cannot be ended while the
/// kernel keeps it.
final class SimulatedWriter implements HostWriter {

    private static final Logger LOG = System.getLogger(SimulatedWriter.class.getName());
    private static final String COUNT = "sriov_numvfs";
    private static final String AUTOPROBE = "sriov_drivers_autoprobe";
    private static final Duration GLANCE = Duration.ofMillis(100);
    private static final Set<String> READ_ONLY =
            Set.of("sriov_totalvfs", "sriov_offset", "sriov_stride", "sriov_vf_device");

    private final Host host;
    private final Kernel kernel;
    private final HostScripts scripts;
    private final Set<Write> underWay = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final Map<Path, Thread> agents = new ConcurrentHashMap<>();

    SimulatedWriter(Host host, Kernel kernel, HostScripts scripts) {
        this.host = host;
        this.kernel = kernel;
        this.scripts = scripts;
    }

    @Override
    public WriteResult write(WriteTarget target, String value, Duration limit) {
        Optional<CardPort> port = port(target.pf());
        if (port.isEmpty()) {
            return refused(Errno.ENOENT);
        }
        return objection(port.get(), target)
                .or(() -> autoprobe(port.get(), target, value))
                .orElseGet(() -> await(start(port.get(), value), limit));
    }

    @Override
    public ChangeResult change(PfIdentity pf, List<VfChange> changes, Duration limit) {
        List<ChangeResult.Failure> failures = new ArrayList<>();
        CardPort port = port(pf.address()).orElseThrow();
        synchronized (kernel) {
            VfKnobs knobs = new VfKnobs(kernel, port);
            for (VfChange change : changes) {
                knobs.set(change.vf(), change.setting())
                        .ifPresent(no -> failures.add(new ChangeResult.Failure(change, no.name())));
                scripts.raise(port);
            }
        }
        return new ChangeResult.Done(failures);
    }

    /// No simulated host has a folder of hooks.
    @Override
    public HookResult run(HookCall hook, Duration limit) {
        return new HookResult("", Optional.of("cannot be run on a simulated host"));
    }

    @Override
    public WriteResult persist(UdevRule rule, Duration limit) {
        synchronized (kernel) {
            rule.text()
                    .ifPresentOrElse(
                            text -> kernel.writeFile(rule.path(), text),
                            () -> kernel.removeFile(rule.path()));
            scripts.persist(rule);
        }
        return new WriteResult.Written(List.of());
    }

    /// The thread that operates stands for the agent's process, one beside it for the program that
    /// outlives that.
    @Override
    public Optional<String> arm(Class<?> program, Path file, Duration after) {
        agents.put(file, Thread.currentThread());
        long due = System.nanoTime() + after.toNanos();
        run(() -> keepWatch(file, due));
        return Optional.empty();
    }

    @Override
    public void disarm(Path file) {
        agents.remove(file);
    }

    private void keepWatch(Path file, long due) {
        try {
            while (Files.exists(file)) {
                Thread agent = agents.get(file);
                if (System.nanoTime() - due >= 0 && agent != null && !agent.isAlive()) {
                    Revert.fire(file, host, Clockwork.SYSTEM);
                }
                Thread.sleep(GLANCE);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException gone) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<CardPort> port(PciAddress address) {
        synchronized (kernel) {
            return kernel.function(address.toString())
                    .filter(CardPort.class::isInstance)
                    .map(CardPort.class::cast);
        }
    }

    private Optional<WriteResult> autoprobe(CardPort port, WriteTarget target, String value) {
        if (!target.attribute().equals(AUTOPROBE)) {
            return Optional.empty();
        }
        synchronized (kernel) {
            kernel.driversAutoprobe(port, value.equals("1"));
        }
        return Optional.of(new WriteResult.Written(List.of()));
    }

    @Override
    public List<String> hung() {
        return underWay.stream().map(Write::description).sorted().toList();
    }

    /// Ends what is under way, as the end of the kernel does.
    void endAll() throws InterruptedException {
        for (Thread thread : List.copyOf(threads)) {
            thread.interrupt();
            thread.join();
        }
    }

    private static Optional<WriteResult> objection(CardPort port, WriteTarget target) {
        String vendor = "0x%04x".formatted(port.ids().vendor());
        String device = "0x%04x".formatted(port.ids().device());
        if (!target.vendor().equals(vendor) || !target.device().equals(device)) {
            String words =
                    "another function is at %s now: %s %s".formatted(target.pf(), vendor, device);
            return Optional.of(new WriteResult.Refused(words, words, List.of()));
        }
        if (target.attribute().equals(COUNT) || target.attribute().equals(AUTOPROBE)) {
            return Optional.empty();
        }
        boolean there = READ_ONLY.contains(target.attribute());
        return Optional.of(refused(there ? Errno.EACCES : Errno.ENOENT));
    }

    private Write start(CardPort port, String value) {
        String file = port.path() + "/" + COUNT;
        Task task;
        synchronized (kernel) {
            task = kernel.start("java", List.of(file));
        }
        // before it takes effect, so that who counts effects counts none too few
        LOG.log(
                Level.INFO,
                "{0} {1}: {2} is written to {3}",
                kernel.machine().hostname(),
                port.name(),
                value,
                COUNT);
        FutureTask<Answer> call = new FutureTask<>(() -> new NumVfs(kernel, port).store(value));
        Write write = new Write(task, port, value, call);
        underWay.add(write);
        run(() -> carryOut(write));
        return write;
    }

    private void carryOut(Write write) {
        write.call().run();
        synchronized (kernel) {
            kernel.end(write.task());
            scripts.raise(write.port());
        }
        underWay.remove(write);
        write.ended().run();
        write.port().state().keeper().ifPresent(keeper -> run(() -> keep(write.port(), keeper)));
    }

    private static WriteResult await(Write write, Duration limit) {
        try {
            write.ended().get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return result(write.call().get());
        } catch (TimeoutException late) {
            return new WriteResult.Hung(write.description(), limit, List.of());
        } catch (ExecutionException gone) {
            return new WriteResult.Hung("the host went down meanwhile", limit, List.of());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new WriteResult.Hung("the agent was ended meanwhile", limit, List.of());
        }
    }

    private static WriteResult result(Answer answer) {
        return answer.errno()
                .<WriteResult>map(errno ->
                        new WriteResult.Refused(errno.name(), errno.words(), answer.lines()))
                .orElseGet(() -> new WriteResult.Written(answer.lines()));
    }

    private static WriteResult refused(Errno errno) {
        return new WriteResult.Refused(errno.name(), errno.words(), List.of());
    }

    // whoever keeps a count knows the way through 0 as well
    private void keep(CardPort port, Keeper keeper) {
        try {
            Thread.sleep(keeper.delay());
            if (count(port) != keeper.count()) {
                NumVfs attribute = new NumVfs(kernel, port);
                attribute.store("0");
                attribute.store(Integer.toString(keeper.count()));
                synchronized (kernel) {
                    scripts.raise(port);
                }
            }
        } catch (InterruptedException gone) {
            Thread.currentThread().interrupt();
        }
    }

    private int count(CardPort port) {
        synchronized (kernel) {
            return port.vfs().size();
        }
    }

    private void run(Runnable work) {
        Thread thread =
                Thread.ofVirtual()
                        .name("kernel of " + kernel.machine().hostname())
                        .unstarted(() -> {
                            work.run();
                            threads.remove(Thread.currentThread());
                        });
        threads.add(thread);
        thread.start();
    }

    /// A write the kernel has in hand.
    ///
    /// @param ended run when nothing of it is left
    private record Write(
            Task task,
            CardPort port,
            String value,
            FutureTask<Answer> call,
            FutureTask<Boolean> ended) {

        Write(Task task, CardPort port, String value, FutureTask<Answer> call) {
            this(task, port, value, call, new FutureTask<>(() -> true));
        }

        String description() {
            return "pid %d in sriov_numvfs_store, writing %s to %s/%s"
                    .formatted(task.pid(), value, port.address().sysfsPath(), COUNT);
        }
    }
}
