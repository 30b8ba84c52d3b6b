package io.vfleet.agent.push;

import io.vfleet.agent.host.Host;
import io.vfleet.agent.host.Reading;
import java.util.List;

/// A glance at folder listings and a few small files that tells whether a host changed.
///
/// Never `sriov_numvfs`: its read waits for a running write (drivers/pci/iov.c takes the device
/// lock); the `virtfnN` links tell the count as well.
public final class Look implements ChangeSignal {

    private static final String DEVICES = "/sys/bus/pci/devices";
    private static final String DRIVERS = "/sys/bus/pci/drivers";
    private static final String HUGEPAGES = "/sys/kernel/mm/hugepages";
    private static final String NUMA_NODES = "/sys/devices/system/node";

    // a pod or VM that takes a VF leaves its trace there
    private static final List<String> HOLDERS = List.of("/var/lib/cni/sriov/pci", "/dev/vfio");

    private final Host host;
    private List<String> devices = List.of();
    private List<String> physicalFunctions = List.of();
    private long hash;

    public Look(Host host) {
        this.host = host;
    }

    @Override
    public long now() {
        hash = 0xcbf29ce484222325L;
        devices();
        listed(DRIVERS).forEach(driver -> listed(DRIVERS + "/" + driver));
        listed("/sys/class/net");
        listed("/sys/class/infiniband");
        HOLDERS.forEach(this::listed);
        physicalFunctions.forEach(this::physicalFunction);
        hugepages(HUGEPAGES);
        listed(NUMA_NODES).stream()
                .filter(name -> name.matches("node\\d+"))
                .forEach(node -> hugepages(NUMA_NODES + "/" + node + "/hugepages"));
        return hash;
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

    private void physicalFunction(String device) {
        String path = DEVICES + "/" + device;
        listed(path);
        for (String netdev : listed(path + "/net")) {
            text("/sys/class/net/" + netdev + "/operstate");
        }
    }

    private void hugepages(String folder) {
        listed(folder).forEach(size -> text(folder + "/" + size + "/nr_hugepages"));
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
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ '\n') * 0x100000001b3L;
    }

    private static List<String> names(Reading<List<String>> reading) {
        return reading instanceof Reading.Value<List<String>>(var names) ? names : List.of();
    }
}
