package io.vfleet.simulation.kernel;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The processes worth telling of, by their id.
public final class Tasks {

    private static final int FIRST = 4711;
    private static final int STEP = 23;

    private final SortedMap<Integer, Task> running = new TreeMap<>();
    private int next = FIRST;

    Tasks() {
        boot();
    }

    public SortedMap<Integer, Task> running() {
        return Collections.unmodifiableSortedMap(running);
    }

    Task start(String name, List<String> files) {
        Task task = new Task(next, name, files);
        next += STEP;
        running.put(task.pid(), task);
        return task;
    }

    void end(Task task) {
        running.remove(task.pid());
    }

    /// Only the first process runs.
    void boot() {
        running.clear();
        running.put(1, new Task(1, "systemd", List.of()));
    }

    boolean holdVfOf(CardPort port) {
        Set<String> groups =
                port.vfs().stream()
                        .filter(vf -> vf.driver().filter("vfio-pci"::equals).isPresent())
                        .flatMap(vf -> vf.group().stream().mapToObj(it -> "/dev/vfio/" + it))
                        .collect(Collectors.toSet());
        return running.values().stream()
                .flatMap(task -> task.files().stream())
                .anyMatch(groups::contains);
    }
}
