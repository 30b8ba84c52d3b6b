package io.vfleet.agent.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.VfCountOwner;
import io.vfleet.domain.testing.Inventories;
import io.vfleet.domain.wire.ChangedBy;
import io.vfleet.domain.wire.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentStateTests {

    @TempDir Path temp;

    @Test
    void onlyTheOwnerMayLookInside() throws Exception {
        try (AgentState state = AgentState.open(dir())) {
            state.enrolled("node");
            assertThat(permissions(dir())).isEqualTo("rwx------");
            assertThat(permissions(dir().resolve("agent.key"))).isEqualTo("rw-------");
        }
    }

    @Test
    void theKeyAndTheNodeIdStayWhileTheEpochGrows() throws Exception {
        String key;
        try (AgentState first = AgentState.open(dir())) {
            first.enrolled("node-7");
            key = first.key().publicKey();
            assertThat(first.epoch()).isEqualTo(1);
        }
        try (AgentState second = AgentState.open(dir())) {
            assertThat(second.key().publicKey()).isEqualTo(key);
            assertThat(second.nodeId()).contains("node-7");
            assertThat(second.epoch()).isEqualTo(2);
        }
    }

    @Test
    void aSecondAgentIsToldWhoHoldsTheDirectory() throws Exception {
        try (AgentState first = AgentState.open(dir())) {
            assertThat(first.epoch()).isEqualTo(1);
            assertThatExceptionOfType(StateProblem.class)
                    .isThrownBy(() -> AgentState.open(dir()))
                    .withMessage(
                            "another agent runs on %s (pid %d)",
                            dir(), ProcessHandle.current().pid());
        }
    }

    @Test
    void countsAndUnacknowledgedChangesComeBackAfterAKill() throws Exception {
        try (AgentState state = AgentState.open(dir())) {
            state.observe(host("boot-1", 4), Authors.UNKNOWN);
            state.observe(host("boot-1", 8), Authors.UNKNOWN);
        }
        try (AgentState state = AgentState.open(dir())) {
            assertThat(state.pending()).extracting(Report.Change::to).containsExactly(8);
            state.observe(host("boot-1", 8), Authors.UNKNOWN);
            state.acknowledged(state.pending());
        }
        try (AgentState state = AgentState.open(dir())) {
            Journal journal = state.observe(host("boot-2", 0), Authors.UNKNOWN);

            assertThat(state.pending()).isEmpty();
            assertThat(journal.beforeBoot())
                    .extracting(Journal.VfCount::numVfs)
                    .containsExactly(8, 4);
            assertThat(journal.lastVfChange()).map(Journal.VfChange::bootId).contains("boot-1");
        }
    }

    @Test
    void aKillBetweenWriteAndRenameLeavesTheOldState() throws Exception {
        try (AgentState state = AgentState.open(dir())) {
            state.observe(host("boot-1", 4), Authors.UNKNOWN);
        }
        Files.writeString(dir().resolve("journal.next"), "vfleet-journal 1\nboot bo");
        Files.writeString(dir().resolve("epoch.next"), "");

        try (AgentState state = AgentState.open(dir())) {
            state.observe(host("boot-1", 8), Authors.UNKNOWN);

            assertThat(state.epoch()).isEqualTo(2);
            assertThat(state.pending()).extracting(Report.Change::from).containsExactly(4);
        }
    }

    @Test
    void aTornJournalIsSetAside() throws Exception {
        try (AgentState state = AgentState.open(dir())) {
            state.observe(host("boot-1", 4), Authors.UNKNOWN);
            state.observe(host("boot-1", 8), Authors.UNKNOWN);
        }
        Path journal = dir().resolve("journal");
        String whole = Files.readString(journal);

        for (int length = 0; length < whole.length(); length += 7) {
            Files.writeString(journal, whole.substring(0, length));
            try (AgentState state = AgentState.open(dir())) {
                assertThat(state.pending()).isEmpty();
                assertThat(damaged()).isNotEmpty();
            }
        }
    }

    @Test
    void aJournalOfAnotherVersionIsSetAside() throws Exception {
        AgentState.open(dir()).close();
        new StateFile(dir().resolve("journal")).write(List.of("vfleet-journal 9", "what else"));

        try (AgentState state = AgentState.open(dir())) {
            assertThat(state.pending()).isEmpty();
            assertThat(damaged()).hasSize(1);
        }
    }

    @Test
    void aLostEpochIsFollowedByAGreaterOne() throws Exception {
        AgentState.open(dir()).close();
        Files.writeString(dir().resolve("epoch"), "nonsense");

        try (AgentState state = AgentState.open(dir())) {
            assertThat(state.epoch()).isGreaterThan(1_000_000);
        }
    }

    @Test
    void aDamagedKeyIsAnErrorThatSaysWhatToDo() throws Exception {
        AgentState.open(dir()).close();
        Path key = dir().resolve("agent.key");
        Files.writeString(key, Files.readString(key).substring(0, 60));

        assertThatExceptionOfType(StateProblem.class)
                .isThrownBy(() -> AgentState.open(dir()))
                .withMessageContaining("agent.key is damaged")
                .withMessageContaining("enroll");
        assertThat(Files.exists(key)).isTrue();
    }

    @Test
    void tooManyChangesDropTheOldestAndCountThem() {
        VfMemory memory = VfMemory.NONE.after(host("boot-1", 0), Authors.UNKNOWN);
        for (int i = 1; i <= VfMemory.MOST_PENDING + 5; i++) {
            memory = memory.after(host("boot-1", i % 2), Authors.UNKNOWN);
        }

        assertThat(memory.pending()).hasSize(VfMemory.MOST_PENDING);
        assertThat(memory.dropped()).isEqualTo(5);
    }

    @Test
    void whoMadeAChangeComesBackAfterAKill() throws Exception {
        VfCountOwner suspect =
                new VfCountOwner(
                        "netplan", "/etc/netplan/a b.yaml", Optional.empty(), OptionalInt.empty());
        List<Optional<ChangedBy>> authors =
                List.of(
                        Optional.of(new ChangedBy.Operation(new UUID(1, 2))),
                        Optional.of(new ChangedBy.Foreign(Optional.of(suspect))),
                        Optional.of(new ChangedBy.Foreign(Optional.empty())),
                        Optional.empty());
        try (AgentState state = AgentState.open(dir())) {
            state.observe(host("boot-1", 4), Authors.UNKNOWN);
            for (int i = 0; i < authors.size(); i++) {
                Optional<ChangedBy> by = authors.get(i);
                state.observe(host("boot-1", i), (_, _, _) -> by);
            }
        }
        try (AgentState state = AgentState.open(dir())) {
            assertThat(state.pending()).extracting(Report.Change::by).isEqualTo(authors);
        }
    }

    @Test
    void anUnreadableCountChangesNothing() {
        VfMemory memory = VfMemory.NONE.after(host("boot-1", 4), Authors.UNKNOWN);
        NodeInventory unreadable =
                Inventories.healthyHost().bootId("boot-1").pf(0, pf -> pf.noNumVfs()).build();

        assertThat(memory.after(unreadable, Authors.UNKNOWN)).isEqualTo(memory);
    }

    private Path dir() {
        return temp.resolve("state");
    }

    private List<Path> damaged() throws IOException {
        try (Stream<Path> files = Files.list(dir())) {
            return files.filter(file -> file.toString().endsWith(".damaged")).toList();
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static NodeInventory host(String bootId, int vfs) {
        return Inventories.healthyHost().bootId(bootId).pf(0, pf -> pf.vfs(vfs)).build();
    }
}
