package io.vfleet.agent.host;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.Set;
import java.util.SortedMap;

/// Any bytes as the kernel's answer.
class NetlinkAnswerFuzzTests {

    @FuzzTest
    void aCutAnswerNamesNoOtherVfs(byte[] answer) {
        Set<Integer> vfs = vfs(answer);
        Set<Integer> some = vfs(Arrays.copyOf(answer, answer.length / 2));

        must(vfs.containsAll(some));
        must(vfs.size() <= answer.length / 12);
    }

    private static Set<Integer> vfs(byte[] answer) {
        return switch (VfAdminReader.understand(answer)) {
            case Reading.Value<SortedMap<Integer, VfState>>(var vfs) -> {
                must(vfs.isEmpty() || vfs.firstKey() >= 0);
                vfs.values().forEach(vf -> must(vf.admin().vlan().orElse(0) >= 0));
                yield vfs.keySet();
            }
            case Reading.Absent<SortedMap<Integer, VfState>>() -> Set.of();
            case Reading.Failed<SortedMap<Integer, VfState>>(var reason) -> {
                must(!reason.isBlank());
                yield Set.of();
            }
        };
    }

    // an assertion with words costs more than the parser
    private static void must(boolean holds) {
        if (!holds) {
            throw new AssertionError("an answer says what no kernel would");
        }
    }
}
