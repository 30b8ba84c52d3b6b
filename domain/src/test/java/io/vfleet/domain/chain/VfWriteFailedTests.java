package io.vfleet.domain.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.inventory.Journal.FailedWrite;
import io.vfleet.domain.remedy.Fix;
import io.vfleet.domain.testing.HostDraft;
import io.vfleet.domain.testing.Inventories;
import io.vfleet.domain.testing.PfDraft;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VfWriteFailedTests {

    private static final String CHECK = "vf-write-failed";
    private static final String FILE = "/sys/bus/pci/devices/0000:81:00.0/sriov_numvfs";
    private static final String MSIX = "ice 0000:81:00.0: Only 7 MSI-X interrupts available";

    /// A host whose kernel would not make 8 VFs, and where there are so many.
    static HostDraft refused(int left, String errno, String... kernelLines) {
        HostDraft host = Inventories.healthyHost().pf(0, pf -> pf.vfs(left).driver("ice"));
        FailedWrite failed =
                new FailedWrite(
                        Examined.PF0,
                        Instant.parse("2026-02-20T06:30:00Z"),
                        host.build().host().bootId(),
                        8,
                        errno,
                        FILE,
                        "8",
                        List.of(kernelLines));
        return host.journal(Journal.EMPTY.withFailedWrites(List.of(failed)));
    }

    private static Examined examined(HostDraft host) {
        return Examined.of(host, Expectations.NONE);
    }

    @Test
    void aRefusalIsProvedByErrnoAndKernelLine() {
        Finding finding = examined(refused(4, "ENOSPC", MSIX)).only(CHECK);

        assertThat(finding.symptom()).contains(Symptom.NUMVFS_WRITE_FAILS);
        assertThat(finding.link()).isEqualTo(Link.VFS);
        assertThat(finding.subject()).isEqualTo(new Subject.Pf(Examined.PF0));
        assertThat(finding.reference()).isEqualTo("D21");
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.confidence()).isEqualTo(Confidence.PROOF);
        assertThat(finding.cause())
                .contains("should have got 8 VFs", "has 4 VFs", "too few interrupts");
        assertThat(finding.evidence())
                .contains(
                        Evidence.of(FILE, "ENOSPC on writing 8", "8 VFs"),
                        Evidence.of("/dev/kmsg", MSIX));
        assertThat(Examined.commands(finding))
                .containsExactly("# want fewer VFs of 0000:81:00.0 than 8");
    }

    @Test
    void withoutVfsItBreaksTheLinkAndExplainsTheCount() {
        Examined examined =
                Examined.of(refused(0, "ENOSPC", MSIX), Examined.desired(Examined.PF0, 8));

        assertThat(examined.at()).contains(Link.VFS);
        assertThat(examined.only(CHECK).severity()).isEqualTo(Severity.CRITICAL);
        assertThat(examined.only(CHECK).consequences())
                .extracting(Finding::check)
                .containsExactly("vf-count-differs");
    }

    @Test
    void aPfOnWhichAllFailedCountsThoughItHasNoVfs() {
        Examined examined = examined(refused(0, "ENOMEM"));

        assertThat(examined.pf(0).inScope()).isTrue();
        assertThat(examined.only(CHECK).confidence()).isEqualTo(Confidence.MEDIUM);
    }

    @Test
    void aMissingDriverIsTheCauseAndNotTheRefusal() {
        Examined examined = examined(refused(0, "ENOENT").pf(0, pf -> pf.noDriver()));

        assertThat(examined.only("pf-without-driver").consequences())
                .extracting(Finding::check)
                .contains(CHECK);
    }

    // what came of the write: the reference's detector, the first step that mends it
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ERANGE||D20|# want at most 8 VFs of 0000:81:00.0",
                "EBUSY|2 VFs already enabled. Disable before enabling 8 VFs|D22|echo 0 > FILE &&"
                        + " echo 8 > FILE",
                "ENOENT||D23|echo 0000:81:00.0 > /sys/bus/pci/drivers_probe",
                "ENOMEM|not enough MMIO resources for SR-IOV|D24|# in the BIOS: enable Above 4G"
                        + " Decoding and SR-IOV support",
                "EINVAL||D27|journalctl -k --grep 0000:81:00.0",
                "shortfall|8 VFs requested; only 3 enabled|D25|# want fewer VFs of 0000:81:00.0 than"
                        + " 8",
                "shortfall||D25|# want fewer VFs of 0000:81:00.0 than 8",
                "no answer||D32|journalctl -k --grep 0000:81:00.0",
                "EXYZ||D27|journalctl -k --grep 0000:81:00.0"
            })
    void errnoAndLineTellTheCauseAndTheFix(
            String errno, String line, String reference, String fix) {
        String[] lines = Optional.ofNullable(line).stream().toArray(String[]::new);
        Finding finding = examined(refused(4, errno, lines)).only(CHECK);

        assertThat(finding.reference()).isEqualTo(reference);
        assertThat(Examined.commands(finding).getFirst()).isEqualTo(fix.replace("FILE", FILE));
    }

    @Test
    void whatTakesVfsAwayOrABootIsMarked() {
        assertThat(examined(refused(2, "EBUSY", "2 VFs already enabled")).only(CHECK).fix())
                .allMatch(Fix::destroysVfs);
        HostDraft hanging = refused(2, "no answer").pf(0, PfDraft::noNumVfs);
        assertThat(examined(hanging).only(CHECK).fix()).allMatch(Fix::reboot);
    }

    @Test
    void itIsOverOnceSoManyVfsAreThereOrTheHostHasBooted() {
        assertThat(examined(refused(8, "ENOSPC")).all(CHECK)).isEmpty();
        assertThat(examined(refused(4, "ENOSPC").bootId("another")).all(CHECK)).isEmpty();
        assertThat(examined(refused(4, "ENOSPC").journal(Journal.EMPTY)).all(CHECK)).isEmpty();
    }
}
