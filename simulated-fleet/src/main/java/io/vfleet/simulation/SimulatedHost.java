package io.vfleet.simulation;

import io.vfleet.agent.host.Host;
import io.vfleet.agent.host.Reading;
import io.vfleet.domain.inventory.VfAdmin;
import io.vfleet.simulation.kernel.CardPort;
import io.vfleet.simulation.kernel.Kernel;
import io.vfleet.simulation.kernel.Netdev;
import io.vfleet.simulation.kernel.PciFunction;
import io.vfleet.simulation.sysfs.HostFiles;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A host that exists only in memory: its files are computed from its kernel's state when read.
public final class SimulatedHost implements Host {

    private final Kernel kernel;
    private final HostFiles files;

    public SimulatedHost(Kernel kernel) {
        this.kernel = kernel;
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

    @Override
    public Reading<String> text(String path) {
        synchronized (kernel) {
            return files.text(path);
        }
    }

    @Override
    public Reading<byte[]> bytes(String path, int limit) {
        synchronized (kernel) {
            return files.bytes(path, limit);
        }
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

    @Override
    public boolean whole() {
        return true;
    }

    private static Reading<SortedMap<Integer, VfAdmin>> vfAdmin(PciFunction function) {
        SortedMap<Integer, VfAdmin> answer = new TreeMap<>();
        if (function instanceof CardPort port) {
            port.vfs().forEach(vf -> answer.put(vf.index(), vf.admin()));
        }
        return new Reading.Value<>(answer);
    }
}
