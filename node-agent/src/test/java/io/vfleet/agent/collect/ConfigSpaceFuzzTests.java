package io.vfleet.agent.collect;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vfleet.domain.inventory.Pcie.Capability;
import java.util.Arrays;

/// Whatever a device answers, and however little of it can be read.
class ConfigSpaceFuzzTests {

    @FuzzTest
    void lessReadSaysLessAndNothingElse(byte[] config) {
        ConfigSpace all = new ConfigSpace(config);
        // cut at a place that the bytes themselves choose
        int cut = config.length == 0 ? 0 : (config[0] & 0xff) * config.length / 256;
        ConfigSpace part = new ConfigSpace(Arrays.copyOf(config, cut));

        part.acs().ifPresent(acs -> assertThat(all.acs()).contains(acs));
        part.capability()
                .ifPresent(found ->
                        assertThat(all.capability().map(Capability::totalVfs))
                                .contains(found.totalVfs()));
        assertThat(!part.sriov() || all.sriov()).isTrue();
        assertThat(!all.complete() || all.length() <= 64 || all.portType().isPresent()).isTrue();
    }
}
