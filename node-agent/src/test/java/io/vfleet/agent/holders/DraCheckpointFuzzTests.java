package io.vfleet.agent.holders;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vfleet.agent.MemoryHost;
import io.vfleet.agent.sight.Sight;
import io.vfleet.agent.sight.Unknowable;

/// Any bytes as kubelet's checkpoint of resource claims.
class DraCheckpointFuzzTests {

    @FuzzTest
    void isUnderstoodOrUnknown(byte[] file) {
        Sight sight = new Sight(new MemoryHost("").with(DraCheckpoint.FILE, file));
        try {
            assertThat(DraCheckpoint.read(sight)).doesNotContainValue(null);
        } catch (Unknowable unknown) {
            assertThat(unknown.unread().orElseThrow().path()).isEqualTo(DraCheckpoint.FILE);
        }
    }
}
