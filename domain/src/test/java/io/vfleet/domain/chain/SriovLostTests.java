package io.vfleet.domain.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.chain.Diagnosis.PfDiagnosis;
import io.vfleet.domain.inventory.NetworkFunction;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.testing.HostDraft;
import io.vfleet.domain.testing.Inventories;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// A card without SR-IOV among those that have it; the outcomes of the check alone are host files.
class SriovLostTests {

    private static final PciAddress CARD = PciAddress.parse("0000:a1:00.0");
    private static final Expectations REMEMBERED = Expectations.NONE.withFormerPfs(Map.of(CARD, 8));

    private static HostDraft host() {
        return Inventories.healthyHost().others(card("15b3", "101d"));
    }

    private static NetworkFunction card(String vendor, String device) {
        return new NetworkFunction(
                CARD,
                Optional.of(vendor),
                Optional.of(device),
                Optional.of("020000"),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                List.of(),
                List.of());
    }

    private static Optional<PfDiagnosis> ofCard(HostDraft host, Expectations wanted) {
        return Chain.standard().examine(host.build(), wanted).physicalFunctions().stream()
                .filter(pf -> pf.address().equals(CARD))
                .findFirst();
    }

    @Test
    void aFormerPfIsJudgedThoughItIsNone() {
        PfDiagnosis card = ofCard(host(), REMEMBERED).orElseThrow();

        assertThat(card.inScope()).isTrue();
        assertThat(card.verdict().state()).isEqualTo(LinkState.BROKEN);
        assertThat(card.verdict().link()).contains(Link.FIRMWARE);
        assertThat(card.links().get(Link.VFS.ordinal()).state()).isEqualTo(LinkState.BLOCKED);
        assertThat(Examined.of(host(), REMEMBERED).at()).contains(Link.FIRMWARE);
    }

    @Test
    void aNodeWithoutAnyPfIsJudgedByWhatItLost() {
        assertThat(Examined.of(host().noPfs(), REMEMBERED).at()).contains(Link.FIRMWARE);
        assertThat(Examined.of(host().noPfs()).verdict()).isEqualTo(LinkState.NOT_APPLICABLE);
    }

    @Test
    void aModelThatCouldIsAHintAndNothingMore() {
        PfDiagnosis card = ofCard(host(), Expectations.NONE).orElseThrow();

        assertThat(card.inScope()).isFalse();
        assertThat(card.why()).contains("offers no SR-IOV", "ConnectX-6 Dx can");
        assertThat(card.verdict().state()).isEqualTo(LinkState.NOT_APPLICABLE);
        assertThat(Examined.of(host()).verdict()).isEqualTo(LinkState.OK);
    }

    @Test
    void noHintWhereSomebodyHidesTheCapabilityOrItWasNotRead() {
        assertThat(ofCard(host().hypervisor(true), Expectations.NONE)).isEmpty();
        assertThat(ofCard(host().gap(CARD.sysfsPath() + "/config", "64 bytes"), Expectations.NONE))
                .isEmpty();
        HostDraft other = Inventories.healthyHost().others(card("14e4", "1657"));
        assertThat(ofCard(other, Expectations.NONE)).isEmpty();
    }
}
