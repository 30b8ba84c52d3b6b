package io.vfleet.domain.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.testing.HostDraft;
import io.vfleet.domain.testing.Inventories;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VfsLostAtBootTests {

    private static final String CHECK = "vfs-lost-at-boot";
    private static final List<Journal.VfCount> FOUR = List.of(new Journal.VfCount(Examined.PF0, 4));

    private static HostDraft lost() {
        return Inventories.healthyHost()
                .pf(0, pf -> pf.vfs(0))
                .journal(new Journal(Optional.empty(), FOUR));
    }

    @Test
    void vfsThatDidNotComeBackAreAWarning() {
        Examined examined = Examined.of(lost());

        Finding finding = examined.only(CHECK);
        assertThat(examined.verdict()).isEqualTo(LinkState.WARN);
        assertThat(examined.at()).contains(Link.VFS);
        assertThat(finding.cause()).contains("had 4 VFs before the last boot and has none now");
        assertThat(Examined.commands(finding))
                .contains("echo 4 > /sys/bus/pci/devices/0000:81:00.0/sriov_numvfs")
                .anyMatch(step -> step.contains("ATTR{address}==\"b8:3f:d2:10:00:00\""));
        assertThat(finding.evidence().getFirst().expected()).contains("4 (before the boot)");
    }

    @Test
    void rdmaWaitsForThem() {
        assertThat(Examined.of(lost()).state(0, Link.RDMA)).isEqualTo(LinkState.BLOCKED);
    }

    @Test
    void vfsThatCameBackAreFine() {
        HostDraft host = Inventories.healthyHost().journal(new Journal(Optional.empty(), FOUR));

        assertThat(Examined.of(host).verdict()).isEqualTo(LinkState.OK);
    }

    @Test
    void vfsThatWereRemovedSinceAreNoLoss() {
        Journal.VfChange change =
                new Journal.VfChange(
                        Examined.PF0,
                        Instant.parse("2026-02-21T00:00:00Z"),
                        "3b1f0c52-8f3e-4d57-9a55-0d3b7f6c1e90",
                        4,
                        0);

        Examined examined = Examined.of(lost().journal(new Journal(Optional.of(change), FOUR)));

        assertThat(examined.pf(0).inScope()).isFalse();
        assertThat(examined.verdict()).isEqualTo(LinkState.OK);
    }

    @Test
    void vfsThatNobodyWantsAnyMoreAreNoLoss() {
        assertThat(Examined.of(lost(), Examined.desired(Examined.PF0, 0)).verdict())
                .isEqualTo(LinkState.OK);
    }

    @Test
    void withoutADriverTheyCannotComeBack() {
        Examined examined = Examined.of(lost().pf(0, pf -> pf.noDriver()));

        assertThat(examined.only("pf-without-driver").consequences())
                .extracting(Finding::check)
                .containsExactly(CHECK);
    }

    @Test
    void anUnreadCountIsOnlyListed() {
        Examined examined =
                Examined.of(
                        lost().pf(0, pf -> pf.noNumVfs())
                                .gap("/sys/bus/pci/devices/0000:81:00.0", "EIO"));

        assertThat(examined.all(CHECK)).isEmpty();
        assertThat(examined.unknowns(CHECK)).hasSize(1);
    }
}
