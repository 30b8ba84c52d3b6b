package io.vfleet.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vfleet.domain.inventory.VfAdmin;
import java.util.Arrays;
import java.util.Set;
import java.util.SortedMap;

/// Any bytes as the kernel's answer.
class NetlinkAnswerFuzzTests {

    @FuzzTest
    void aCutAnswerNamesNoOtherVfs(byte[] answer) {
        Set<Integer> vfs = vfs(answer);
        Set<Integer> some = vfs(Arrays.copyOf(answer, answer.length / 2));

        assertThat(vfs).containsAll(some);
        assertThat(vfs.size()).isLessThanOrEqualTo(answer.length / 12);
    }

    private static Set<Integer> vfs(byte[] answer) {
        return switch (VfAdminReader.understand(answer)) {
            case Reading.Value<SortedMap<Integer, VfAdmin>>(var vfs) -> {
                assertThat(vfs.keySet()).allMatch(index -> index >= 0);
                assertThat(vfs.values()).allMatch(vf -> vf.vlan().orElse(0) >= 0);
                yield vfs.keySet();
            }
            case Reading.Absent<SortedMap<Integer, VfAdmin>>() -> Set.of();
            case Reading.Failed<SortedMap<Integer, VfAdmin>>(var reason) -> {
                assertThat(reason).isNotBlank();
                yield Set.of();
            }
        };
    }
}
