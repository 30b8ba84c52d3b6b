package io.vfleet.domain.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.vfleet.domain.inventory.Gap;
import io.vfleet.domain.testing.HostDraft;
import io.vfleet.domain.testing.Inventories;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What could not be listed may be a PF that is broken.
class OverlookedTests {

    private static final String DEVICES = "/sys/bus/pci/devices";
    private static final String UNLISTED = DEVICES + "/0000:c1:00.0";

    private static HostDraft host() {
        return Inventories.healthyHost()
                .others(Inventories.other("0000:04:00.0", OptionalInt.of(12)));
    }

    @Test
    void aFunctionThatCouldNotBeReadLeavesEveryLinkOpen() {
        Examined examined = Examined.of(host().gap(UNLISTED, "EIO"));

        assertThat(examined.verdict()).isEqualTo(LinkState.UNKNOWN);
        assertThat(examined.diagnosis().links())
                .filteredOn(link -> link.link() != Link.ORCHESTRATION)
                .allSatisfy(link ->
                        assertThat(link.unknowns())
                                .extracting(Unanswered::path, Unanswered::reason)
                                .containsOnlyOnce(tuple(UNLISTED, "EIO")));
    }

    @Test
    void thePfsThatWereReadAreJudgedAllTheSame() {
        assertThat(Examined.of(host().gap(UNLISTED, "EIO")).diagnosis().physicalFunctions())
                .allSatisfy(pf -> assertThat(pf.verdict().state()).isEqualTo(LinkState.OK));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000:81:00.0", "0000:81:00.2", "0000:04:00.0", "x", "0000:c1:00.0/x"})
    void whatIsListedOrNoFunctionWasNotOverlooked(String name) {
        assertThat(Overlooked.in(host().gap(DEVICES + "/" + name, "EIO").build())).isEmpty();
    }

    @Test
    void whatACapturedTreeLacksIsNotTheHosts() {
        HostDraft host = host().gap(UNLISTED, Gap.NOT_CAPTURED);

        assertThat(Examined.of(host).verdict()).isEqualTo(LinkState.OK);
    }

    @Test
    void withoutTheFolderNobodyKnowsWhetherThereIsAny() {
        HostDraft host = Inventories.healthyHost().noPfs().gap(DEVICES, "EACCES");

        assertThat(Examined.of(host).verdict()).isEqualTo(LinkState.UNKNOWN);
        assertThat(Overlooked.in(host.build()))
                .containsExactly(new Conclusion.Unknown(Examination.NODE, DEVICES, "EACCES"));
    }
}
