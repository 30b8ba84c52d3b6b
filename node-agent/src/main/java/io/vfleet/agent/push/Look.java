package io.vfleet.agent.push;

import io.vfleet.agent.host.Host;
import io.vfleet.agent.host.Reading;
import io.vfleet.domain.inventory.Journal.Flapping;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A glance at folder listings and a few small files that tells whether a host changed.
///
/// Never `sriov_numvfs`: its read waits for a running write (drivers/pci/iov.c takes the device
/// lock); the `virtfnN` links tell the count as well. What changes all the time is let through now
/// and then, but for VF counts: each of their changes is journaled.
public final class Look implements ChangeSignal {

    private static final String DEVICES = "/sys/bus/pci/devices";
    private static final String DRIVERS = "/sys/bus/pci/drivers";
    private static final String NETDEVS = "/sys/class/net";
    private static final String HUGEPAGES = "/sys/kernel/mm/hugepages";
    private static final String NUMA_NODES = "/sys/devices/system/node";

    // a pod or VM that takes a VF leaves its trace there
    private static final List<String> HOLDERS = List.of("/var/lib/cni/sriov/pci", "/dev/vfio");

    // an RDMA port can be lost without any name changing; every 20 s, since firmware may be asked
    private static final int LOOKS_PER_PORTS = 10;

    private static final long START = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private final Host host;
    private final Flaps flaps;
    private final Map<String, Integer> carrierChanges = new HashMap<>();
    private List<String> devices = List.of();
    private List<String> physicalFunctions = List.of();
    private int looks;
    private long ports;
    private long hash;
    private long total;

    public Look(Host host) {
        this(host, Timing.SYSTEM, InstantSource.system());
    }

    Look(Host host, Timing timing, InstantSource clock) {
        this.host = host;
        this.flaps = new Flaps(timing, clock);
    }

    @Override
    public long now() {
        hash = START;
        total = START;
        devices();
        physicalFunctions.forEach(function -> listed(DEVICES + "/" + function));
        let();
        listed(DRIVERS).forEach(driver -> part(DRIVERS + "/" + driver));
        part(NETDEVS);
        part("/sys/class/infiniband");
        HOLDERS.forEach(this::part);
        physicalFunctions.forEach(this::links);
        hugepages(HUGEPAGES);
        listed(NUMA_NODES).stream()
                .filter(name -> name.matches("node\\d+"))
                .forEach(node -> hugepages(NUMA_NODES + "/" + node + "/hugepages"));
        if (looks++ % LOOKS_PER_PORTS == 0) {
            ports = ports();
        }
        add(ports);
        add(flaps.version());
        return total;
    }

    @Override
    public List<Flapping> flapping() {
        return flaps.flapping();
    }

    private void devices() {
        List<String> now = listed(DEVICES);
        if (!now.equals(devices)) {
            devices = now;
            physicalFunctions = now.stream().filter(this::hasSriov).toList();
        }
    }

    private boolean hasSriov(String device) {
        return names(host.list(DEVICES + "/" + device)).contains("sriov_totalvfs");
    }

    private void links(String device) {
        for (String netdev : listed(DEVICES + "/" + device + "/net")) {
            let();
            String folder = NETDEVS + "/" + netdev;
            text(folder + "/operstate");
            // a link that came back before the next look has counted
            damp(folder + "/operstate", moreCarrierChanges(folder + "/carrier_changes"));
        }
        let();
    }

    private int moreCarrierChanges(String path) {
        String text = host.text(path).found().orElse("");
        mix(text);
        int now = text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
        Integer before = carrierChanges.put(path, now);
        return before == null ? 0 : now - before;
    }

    private long ports() {
        hash = START;
        for (String function : physicalFunctions) {
            String folder = DEVICES + "/" + function + "/infiniband";
            for (String device : listed(folder)) {
                String ports = folder + "/" + device + "/ports";
                listed(ports).forEach(port -> text(ports + "/" + port + "/state"));
            }
        }
        long states = hash;
        hash = START;
        return states;
    }

    private void hugepages(String folder) {
        for (String size : listed(folder)) {
            let();
            text(folder + "/" + size + "/nr_hugepages");
            damp(folder + "/" + size + "/nr_hugepages", 1);
        }
        let();
    }

    private List<String> listed(String path) {
        Reading<List<String>> reading = host.list(path);
        mix(path);
        mix(reading);
        return names(reading);
    }

    private void text(String path) {
        mix(path);
        mix(host.text(path));
    }

    /// A folder that may change all the time.
    private void part(String path) {
        let();
        listed(path);
        damp(path, 1);
    }

    // what was mixed since the last time counts as it is
    private void let() {
        add(hash);
        hash = START;
    }

    // what was mixed since the last time counts as the state of this part, if it may
    private void damp(String path, int changes) {
        add(flaps.admit(path, hash, changes));
        hash = START;
    }

    private void add(long state) {
        total = (total ^ state) * PRIME;
    }

    private void mix(Reading<?> reading) {
        switch (reading) {
            case Reading.Value<?>(List<?> names) -> names.forEach(name -> mix(name.toString()));
            case Reading.Value<?>(var value) -> mix(value.toString());
            case Reading.Absent<?> _ -> mix("absent");
            case Reading.Failed<?>(var reason) -> mix(reason);
        }
    }

    // FNV-1a over whole characters: needs to notice a change, not to withstand an attack
    private void mix(String text) {
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        hash = (hash ^ '\n') * PRIME;
    }

    private static List<String> names(Reading<List<String>> reading) {
        return reading instanceof Reading.Value<List<String>>(var names) ? names : List.of();
    }
}
