package io.vfleet.agent.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vfleet.agent.MemoryHost;
import java.nio.charset.StandardCharsets;

/// Any bytes as the policy of a host.
class PolicyFileFuzzTests {

    @FuzzTest
    void nothingIsAllowedThatIsNotWritten(byte[] file) {
        LocalPolicy policy = PolicyFile.read(new MemoryHost("").with(PolicyFile.PATH, file));

        assertThat(policy.observing().isPresent() || says(file, "remediate")).isTrue();
        assertThat(policy.revertTimeout()).isPositive();
    }

    private static boolean says(byte[] file, String word) {
        return new String(file, StandardCharsets.UTF_8).contains(word);
    }
}
