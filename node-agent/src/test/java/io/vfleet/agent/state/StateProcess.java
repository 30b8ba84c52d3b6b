package io.vfleet.agent.state;

import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.testing.Inventories;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A process with a state directory, for tests that kill it or give it a full disk.
final class StateProcess {

    private StateProcess() {}

    public static void main(String[] words) throws Exception {
        Path dir = Path.of(words[1]);
        if (words[0].equals("write")) {
            write(dir);
        } else {
            full(dir);
        }
    }

    static List<String> pending(AgentState state) {
        return state.pending().stream()
                .map(change -> change.at() + " " + change.from() + ">" + change.to() + ";")
                .toList();
    }

    /// Makes one change after another and says which are on disk.
    private static void write(Path dir) throws StateProblem {
        try (AgentState state = AgentState.open(dir)) {
            byte[] report = new byte[15_000];
            for (int i = 0; ; i++) {
                int before = state.pending().size();
                state.observe(host(i % 8), Authors.UNKNOWN);
                if (state.pending().size() > before) {
                    System.out.println(pending(state).getLast());
                    System.out.flush();
                }
                state.keepReport(report);
            }
        }
    }

    /// An agent that starts, sees a change and stops on a full disk, and one that finds room again.
    private static void full(Path disk) throws Exception {
        Path dir = disk.resolve("state");
        long epoch;
        try (AgentState state = AgentState.open(dir)) {
            state.enrolled("node-1");
            state.observe(host(4), Authors.UNKNOWN);
            epoch = state.epoch();
        }
        Path filler = disk.resolve("filler");
        fill(filler);
        try (AgentState state = AgentState.open(dir)) {
            require(state.epoch() == epoch + 1, "an epoch of its own");
            require(state.nodeId().isPresent(), "its node id");
            state.observe(host(8), Authors.UNKNOWN);
            state.keepReport(new byte[15_000]);
            require(state.pending().size() == 1, "the change in memory");
        }
        try (AgentState state = AgentState.open(dir)) {
            require(state.epoch() == epoch + 2, "another epoch");
            require(state.pending().isEmpty(), "nothing on disk, and nothing torn");
            state.observe(host(2), Authors.UNKNOWN);
            Files.delete(filler);
            // nothing new to keep, and yet it is kept now
            state.observe(host(2), Authors.UNKNOWN);
            state.keepReport(new byte[15_000]);
        }
        try (AgentState state = AgentState.open(dir)) {
            require(state.pending().size() == 1, "the change on disk");
            require(state.leftover().isPresent(), "the report on disk");
        }
        try (var names = Files.list(dir)) {
            require(names.noneMatch(it -> it.toString().endsWith(".damaged")), "nothing damaged");
        }
        System.out.println("all of it held");
    }

    private static void fill(Path filler) throws IOException {
        try (OutputStream out = Files.newOutputStream(filler)) {
            byte[] block = new byte[1_024];
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            require(String.valueOf(full.getMessage()).contains("No space left"), full.toString());
        }
    }

    private static NodeInventory host(int vfs) {
        return Inventories.healthyHost()
                .collectedAt(java.time.Instant.now())
                .bootId("boot-1")
                .pf(0, pf -> pf.vfs(vfs))
                .build();
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new IllegalStateException("expected: " + what);
        }
    }
}
