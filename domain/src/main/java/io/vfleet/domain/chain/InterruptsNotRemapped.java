package io.vfleet.domain.chain;

import static io.vfleet.domain.chain.Examination.NODE;

import io.vfleet.domain.inventory.Iommu;
import io.vfleet.domain.inventory.VirtualFunction;
import io.vfleet.domain.remedy.Fix;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Without interrupt remapping a VM can raise interrupts of others, and vfio hands out nothing
/// unless it is told to do so unsafely (drivers/vfio/vfio_iommu_type1.c).
final class InterruptsNotRemapped implements NodeCheck {

    private static final CheckInfo INFO =
            CheckInfo.lesser(
                            "interrupts-not-remapped",
                            "D06",
                            Link.FIRMWARE,
                            "Are interrupts remapped, too?")
                    .showing(Symptom.VF_NOT_ISOLATED);
    private static final String INTERRUPTS = "/proc/interrupts";
    private static final List<String> TABLES = List.of("DMAR", "IVRS");
    private static final String VFIO = "vfio-pci";

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Conclusion conclude(Examination host) {
        Iommu iommu = host.inventory().iommu();
        Optional<String> table = TABLES.stream().filter(iommu.acpiTables()::contains).findFirst();
        if (table.isEmpty()) {
            return new Conclusion.NotApplicable(NODE, "only x86 remaps interrupts by its IOMMU");
        }
        if (IommuState.of(host) != IommuState.ACTIVE) {
            return new Conclusion.NotApplicable(NODE, "no IOMMU is at work");
        }
        return new Case(host, iommu, table.get()).conclude();
    }

    private record Case(Examination host, Iommu iommu, String table) {

        // what the kernel made of it counts; where no report says that, a table without an offer
        // and a command line that takes it off tell as much
        Conclusion conclude() {
            Optional<Boolean> remapped = iommu.interruptsRemapped();
            if (remapped.isPresent()) {
                return remapped.get() ? new Conclusion.Intact(NODE) : broken();
            }
            if (!offered() || !switches().isEmpty()) {
                return broken();
            }
            return host.unread(NODE, INTERRUPTS)
                    .or(() -> untold())
                    .orElseGet(() -> new Conclusion.Intact(NODE));
        }

        private Optional<Conclusion> untold() {
            return iommu.interruptRemapping().isPresent()
                    ? Optional.empty()
                    : Optional.of(host.unknown(NODE, path()));
        }

        private boolean offered() {
            return iommu.interruptRemapping().orElse(true);
        }

        private String switches() {
            return host.commandLine()
                    .map(IommuRequest::new)
                    .map(IommuRequest::remappingOff)
                    .orElse("");
        }

        private Conclusion broken() {
            FindingDraft finding =
                    new FindingDraft(INFO, NODE, cause())
                            .severity(onVfio() == 0 ? Severity.INFO : Severity.WARNING)
                            .confidence(
                                    iommu.interruptsRemapped().isPresent()
                                            ? Confidence.HIGH
                                            : Confidence.MEDIUM);
            if (iommu.interruptsRemapped().isPresent()) {
                finding.evidence(Evidence.of(INTERRUPTS, "no IR- before its chips", "IR-IO-APIC"));
            }
            if (!offered()) {
                finding.evidence(tableProof());
            }
            if (!switches().isEmpty()) {
                finding.evidence(
                        Evidence.of(
                                Examination.COMMAND_LINE,
                                host.host().kernelCommandLine().orElse("")));
            }
            return finding.fix(fixes()).conclude();
        }

        private String cause() {
            return why()
                    + ": a VM could raise those of others, and vfio refuses devices%s. "
                            .formatted(allowed() ? ", unless told to hand them out as it is" : "")
                    + whom();
        }

        private String why() {
            if (!switches().isEmpty()) {
                return "The command line keeps interrupts from being remapped (" + switches() + ")";
            }
            return offered()
                    ? "Interrupts are not remapped, though the firmware offers it"
                    : "The firmware does not offer to remap interrupts";
        }

        private boolean allowed() {
            return iommu.unsafeInterrupts().orElse(false);
        }

        private String whom() {
            return onVfio() == 0
                    ? "No VF is on vfio-pci now."
                    : "%s on vfio-pci.".formatted(Words.are(onVfio(), "VF"));
        }

        private long onVfio() {
            Stream<VirtualFunction> vfs =
                    host.pfs().stream().flatMap(pf -> pf.virtualFunctions().stream());
            return vfs.filter(vf -> vf.driver().filter(VFIO::equals).isPresent()).count();
        }

        private Evidence tableProof() {
            return table.equals("DMAR")
                    ? Evidence.of(path(), "byte 37, bit 0 is 0", "1")
                    : Evidence.of(path(), "names no I/O APIC", "an I/O APIC");
        }

        private String path() {
            return IommuState.TABLES + "/" + table;
        }

        private List<Fix> fixes() {
            if (!switches().isEmpty()) {
                return host.bootTool().remove(switches());
            }
            return offered()
                    ? List.of(
                            Fix.of("dmesg | grep -i -e remap -e AMD-Vi"),
                            Fix.withReboot("# update the BIOS when these lines name a bad table"))
                    : List.of(Fix.withReboot("# BIOS: enable x2APIC and interrupt remapping"));
        }
    }
}
