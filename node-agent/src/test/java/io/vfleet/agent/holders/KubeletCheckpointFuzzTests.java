package io.vfleet.agent.holders;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vfleet.agent.MemoryHost;
import io.vfleet.agent.sight.Sight;
import io.vfleet.agent.sight.Unknowable;

/// Any bytes as kubelet's checkpoint.
class KubeletCheckpointFuzzTests {

    private static final String FILE =
            "/var/lib/kubelet/device-plugins/kubelet_internal_checkpoint";

    @FuzzTest
    void isUnderstoodOrUnknown(byte[] file) {
        Sight sight = new Sight(new MemoryHost("").with(FILE, file));
        try {
            assertThat(KubeletCheckpoint.read(sight).keySet()).doesNotContain((String) null);
            assertThat(KubeletCheckpoint.resources(sight)).doesNotContainValue(null);
        } catch (Unknowable unknown) {
            assertThat(unknown.unread().orElseThrow().path()).isEqualTo(FILE);
        }
    }
}
