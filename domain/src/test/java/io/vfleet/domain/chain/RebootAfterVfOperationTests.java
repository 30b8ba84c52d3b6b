package io.vfleet.domain.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.testing.HostDraft;
import io.vfleet.domain.testing.Inventories;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RebootAfterVfOperationTests {

    private static final String CHECK = "reboot-after-vf-operation";
    private static final Instant BOOT = Instant.parse("2026-02-20T06:30:00Z");

    private static HostDraft changed(Duration beforeBoot, String bootId) {
        Journal.VfChange change =
                new Journal.VfChange(Examined.PF0, BOOT.minus(beforeBoot), bootId, 4, 8);
        return Inventories.healthyHost()
                .bootId("new")
                .bootedAt(BOOT)
                .journal(new Journal(Optional.of(change), List.of()));
    }

    @Test
    void aRebootWithinMinutesIsSuspicious() {
        Examined examined = Examined.of(changed(Duration.ofSeconds(190), "old"));

        Finding finding = examined.only(CHECK);
        assertThat(examined.verdict()).isEqualTo(LinkState.WARN);
        assertThat(examined.at()).contains(Link.KERNEL);
        assertThat(finding.confidence()).isEqualTo(Confidence.MEDIUM);
        assertThat(finding.symptom()).contains(Symptom.VF_RESET_PANIC);
        assertThat(finding.cause())
                .contains("booted 3 min 10 s after the VFs of 0000:81:00.0 went from 4 to 8");
        assertThat(finding.evidence().getFirst())
                .isEqualTo(Evidence.of("/proc/sys/kernel/random/boot_id", "new", "old"));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 600})
    void tenMinutesAreCountedIn(long seconds) {
        assertThat(Examined.of(changed(Duration.ofSeconds(seconds), "old")).all(CHECK)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 601})
    void otherTimesAreNot(long seconds) {
        assertThat(Examined.of(changed(Duration.ofSeconds(seconds), "old")).all(CHECK)).isEmpty();
    }

    @Test
    void theSameBootIsNoReboot() {
        assertThat(Examined.of(changed(Duration.ofMinutes(1), "new")).all(CHECK)).isEmpty();
    }

    @Test
    void withoutAMemoryThereIsNothingToAsk() {
        Examined examined = Examined.of(Inventories.healthyHost());

        assertThat(examined.all(CHECK)).isEmpty();
        assertThat(examined.unknowns(CHECK)).isEmpty();
    }

    @Test
    void anUnreadBootIsOnlyListed() {
        Examined noTime = Examined.of(changed(Duration.ofMinutes(1), "old").noBootedAt());
        assertThat(noTime.unknowns(CHECK))
                .extracting(Unanswered::path)
                .containsExactly("/proc/stat");
        Examined noId = Examined.of(changed(Duration.ofMinutes(1), "old").noBootId());
        assertThat(noId.unknowns(CHECK)).hasSize(1);
        assertThat(noId.verdict()).isEqualTo(LinkState.OK);
    }
}
