package io.vfleet.simulation;

import io.vfleet.agent.host.Access;
import io.vfleet.agent.host.HealthReporter;
import io.vfleet.agent.host.Host;
import io.vfleet.agent.host.HostWriter;
import io.vfleet.agent.host.Reading;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.VfAdmin;
import io.vfleet.simulation.kernel.Boot;
import io.vfleet.simulation.kernel.CardPort;
import io.vfleet.simulation.kernel.Kernel;
import io.vfleet.simulation.kernel.Management;
import io.vfleet.simulation.kernel.Netdev;
import io.vfleet.simulation.kernel.PciFunction;
import io.vfleet.simulation.sysfs.HostFiles;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// A host that exists only in memory: its files are computed from its kernel's state when read.
public final class SimulatedHost implements Host {

    private static final String COUNT = "/sriov_numvfs";
    private static final Access ROOTS = new Access(0, 0100644);

    private final Kernel kernel;
    private final HostFiles files;
    private final HostScripts scripts;
    private final Blueprint blueprint;
    private final long seed;
    private final SimulatedWriter writer;

    SimulatedHost(Kernel kernel, HostScripts scripts, Blueprint blueprint, long seed) {
        this.kernel = kernel;
        this.scripts = scripts;
        this.blueprint = blueprint;
        this.seed = seed;
        this.writer = new SimulatedWriter(this, kernel, scripts);
        this.files = new HostFiles(kernel);
    }

    public String hostname() {
        return kernel.machine().hostname();
    }

    /// The state behind the files.
    public Kernel kernel() {
        return kernel;
    }

    /// Another number means that something other than a counter has changed; reading it is free.
    public long changes() {
        return kernel.changes();
    }

    /// Goes down and comes up again: of what was done by hand nothing is left.
    public void reboot() throws InterruptedException {
        writer.endAll();
        synchronized (kernel) {
            kernel.reboot(nextBoot());
            scripts.run();
        }
    }

    /// What memory held is lost, and another boot has made it anew: as it was at the beginning, but
    /// under another boot id.
    public void comeUpAgain() {
        synchronized (kernel) {
            kernel.bootedAs(nextBoot());
        }
    }

    private Boot nextBoot() {
        return new Boot(UUID.randomUUID().toString(), Instant.now(), kernel.boot().commandLine());
    }

    /// What happens to whoever changes its number of VFs; empty: what should.
    public Optional<String> trouble() {
        return Optional.of(blueprint.trouble())
                .filter(it -> it != Trouble.NONE)
                .map(it -> it.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /// The same machine, set up in another way and switched on: `port-without-acs`.
    ///
    /// @throws IllegalArgumentException with one line that says what is wrong
    public SimulatedHost in(String circumstance) {
        Circumstance other = Circumstance.named(circumstance);
        if (!other.possibleWith(blueprint.kit())) {
            throw new IllegalArgumentException(
                    "%s cannot be in %s: its hardware has nothing of the kind"
                            .formatted(hostname(), circumstance));
        }
        return HostAssembly.build(blueprint.in(other), seed);
    }

    /// Lets the boot scripts make so many VFs from the next boot on.
    public void persist(CardPort port, int count) {
        synchronized (kernel) {
            scripts.persist(port, count);
        }
    }

    @Override
    public Reading<String> text(String path) {
        return read(path, () -> files.text(path));
    }

    @Override
    public Reading<byte[]> bytes(String path, int limit) {
        return read(path, () -> files.bytes(path, limit));
    }

    @Override
    public Reading<List<String>> list(String path) {
        synchronized (kernel) {
            return files.list(path);
        }
    }

    @Override
    public Reading<String> link(String path) {
        synchronized (kernel) {
            return files.link(path);
        }
    }

    @Override
    public Reading<SortedMap<Integer, VfAdmin>> vfAdmin(String netdev) {
        synchronized (kernel) {
            return Optional.ofNullable(kernel.netdevs().get(netdev))
                    .map(Netdev::function)
                    .map(SimulatedHost::vfAdmin)
                    .orElseGet(() -> new Reading.Failed<>("No such device"));
        }
    }

    /// All is root's here.
    @Override
    public Reading<Access> access(String path) {
        return bytes(path, 1) instanceof Reading.Value || list(path) instanceof Reading.Value
                ? new Reading.Value<>(ROOTS)
                : new Reading.Absent<>();
    }

    @Override
    public boolean whole() {
        return true;
    }

    @Override
    public Optional<HostWriter> writer() {
        return Optional.of(writer);
    }

    /// No driver of this kernel knows devlink.
    @Override
    public Reading<List<HealthReporter>> health(PciAddress pf) {
        return new Reading.Absent<>();
    }

    @Override
    public Reading<Set<InetAddress>> addresses(String netdev) {
        synchronized (kernel) {
            if (!kernel.netdevs().containsKey(netdev)) {
                return new Reading.Absent<>();
            }
            return Management.netdev(kernel).filter(it -> it.name().equals(netdev)).isPresent()
                    ? managementAddress()
                    : new Reading.Value<>(Set.of());
        }
    }

    @Override
    public boolean here() {
        return false;
    }

    private Reading<Set<InetAddress>> managementAddress() {
        try {
            return new Reading.Value<>(
                    Set.of(InetAddress.getByAddress(Management.address(kernel))));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    // sriov_numvfs_show takes the lock a write holds; nothing else of a PF does
    private <T> Reading<T> read(String path, Supplier<Reading<T>> reading) {
        Optional<CardPort> port = path.endsWith(COUNT) ? port(path) : Optional.empty();
        return port.map(it -> readLocked(it, reading)).orElseGet(() -> readAtOnce(reading));
    }

    private <T> Reading<T> readAtOnce(Supplier<Reading<T>> reading) {
        synchronized (kernel) {
            return reading.get();
        }
    }

    private <T> Reading<T> readLocked(CardPort port, Supplier<Reading<T>> reading) {
        Duration patience = kernel.pace().patience();
        Semaphore lock = port.deviceLock();
        try {
            if (!lock.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return new Reading.Failed<>(
                        "no answer in %d s: a write to it may be running"
                                .formatted(patience.toSeconds()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reading.Failed<>("interrupted");
        }
        try {
            return readAtOnce(reading);
        } finally {
            lock.release();
        }
    }

    private Optional<CardPort> port(String path) {
        synchronized (kernel) {
            return files.real(path.substring(0, path.length() - COUNT.length()))
                    .map(folder -> folder.substring(folder.lastIndexOf('/') + 1))
                    .flatMap(kernel::function)
                    .filter(CardPort.class::isInstance)
                    .map(CardPort.class::cast);
        }
    }

    private static Reading<SortedMap<Integer, VfAdmin>> vfAdmin(PciFunction function) {
        SortedMap<Integer, VfAdmin> answer = new TreeMap<>();
        if (function instanceof CardPort port) {
            port.vfs().forEach(vf -> answer.put(vf.index(), vf.admin()));
        }
        return new Reading.Value<>(answer);
    }
}
