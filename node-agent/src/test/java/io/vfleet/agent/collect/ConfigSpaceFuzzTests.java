package io.vfleet.agent.collect;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vfleet.domain.inventory.Pcie.Capability;
import java.util.Arrays;
import java.util.Optional;

/// Whatever a device answers, and however little of it can be read.
class ConfigSpaceFuzzTests {

    @FuzzTest
    void lessReadSaysLessAndNothingElse(byte[] config) {
        ConfigSpace all = new ConfigSpace(config);
        // cut at a place that the bytes themselves choose
        int cut = config.length == 0 ? 0 : (config[0] & 0xff) * config.length / 256;
        ConfigSpace part = new ConfigSpace(Arrays.copyOf(config, cut));

        must(part.acs().isEmpty() || part.acs().equals(all.acs()));
        must(part.capability().isEmpty() || totalVfs(part).equals(totalVfs(all)));
        must(!part.sriov() || all.sriov());
        must(!all.complete() || all.length() <= 64 || all.portType().isPresent());
    }

    private static Optional<Integer> totalVfs(ConfigSpace space) {
        return space.capability().map(Capability::totalVfs);
    }

    // an assertion with words costs more than the walk itself
    private static void must(boolean holds) {
        if (!holds) {
            throw new AssertionError("a part says what the whole does not");
        }
    }
}
