package io.vfleet.domain.chain;

import static io.vfleet.domain.chain.Examination.NODE;

import io.vfleet.domain.inventory.Host;
import io.vfleet.domain.inventory.Iommu;
import io.vfleet.domain.remedy.Fix;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Firmware that offers no IOMMU leaves the kernel nothing to switch on.
final class IommuOffInFirmware implements NodeCheck {

    static final String ID = "iommu-off-in-firmware";

    private static final CheckInfo INFO =
            CheckInfo.critical(
                            ID,
                            "D01",
                            Link.FIRMWARE,
                            "Does the firmware offer an IOMMU (VT-d, AMD-Vi, SMMU)?")
                    .showing(Symptom.VF_NOT_ISOLATED);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Conclusion conclude(Examination host) {
        if (!host.wantsVfs()) {
            return new Conclusion.NotApplicable(NODE, "no VFs are there or wanted");
        }
        Iommu iommu = host.inventory().iommu();
        boolean offered = !iommu.acpiTables().isEmpty() || !iommu.units().isEmpty();
        if (offered || IommuState.of(host) == IommuState.ACTIVE) {
            return new Conclusion.Intact(NODE);
        }
        return unknown(host).orElseGet(() -> broken(host));
    }

    private static Optional<Conclusion> unknown(Examination host) {
        if (host.commandLine().filter(line -> new IommuRequest(line).withoutAcpi()).isPresent()) {
            return Optional.of(
                    new Conclusion.Unknown(
                            NODE, IommuState.TABLES, "acpi=off on the command line hides them"));
        }
        Optional<String> xen = IommuState.keptByXen(host);
        if (xen.isPresent()) {
            return Optional.of(new Conclusion.Unknown(NODE, IommuState.TABLES, xen.get()));
        }
        return Stream.of(IommuState.TABLES, IommuState.UNITS, IommuState.GROUPS)
                .flatMap(path -> host.unread(NODE, path).stream())
                .findFirst()
                .or(() -> uncounted(host));
    }

    private static Optional<Conclusion> uncounted(Examination host) {
        return host.inventory().iommu().groupCount().isPresent()
                ? Optional.empty()
                : Optional.of(new Conclusion.Unknown(NODE, IommuState.GROUPS, "not reported"));
    }

    private static Conclusion broken(Examination host) {
        IommuMaker maker = IommuMaker.of(host);
        return new FindingDraft(INFO, NODE, cause(host))
                .severity(host.isolationSeverity())
                // ARM machines with a device tree have no ACPI tables at all
                .confidence(maker == IommuMaker.ARM ? Confidence.MEDIUM : Confidence.HIGH)
                .fix(Fix.withReboot(fix(host, maker)))
                .evidence(IommuState.evidence(host))
                .evidence(commandLine(host).stream().toList())
                .conclude();
    }

    private static String cause(Examination host) {
        return "The firmware offers no IOMMU: there is none of the ACPI tables DMAR (Intel), IVRS"
                + " (AMD) and IORT (ARM)."
                + asked(host)
                + there(host);
    }

    private static String asked(Examination host) {
        return host.commandLine()
                .map(line -> new IommuRequest(line).text())
                .filter(text -> !text.isEmpty())
                .map(text ->
                        " The command line says " + text + ", which cannot help without a table.")
                .orElse("");
    }

    private static String there(Examination host) {
        int vfs = host.pfs().stream().mapToInt(Scope::vfs).sum();
        if (vfs == 0) {
            return "";
        }
        return " %s there all the same, and nothing keeps their DMA apart."
                .formatted(Words.count(vfs, "VF") + (vfs == 1 ? " is" : " are"));
    }

    private static String fix(Examination host, IommuMaker maker) {
        String bios = "BIOS%s: enable %s".formatted(machine(host.host().dmi()), maker.inBios());
        return host.maybeVirtual()
                ? bios
                        + ", or give the VM a vIOMMU (QEMU: -device intel-iommu; libvirt: <iommu"
                        + " model='intel'/>)"
                : bios;
    }

    private static String machine(Host.Dmi dmi) {
        String name =
                Stream.of(dmi.systemVendor(), dmi.productName())
                        .flatMap(Optional::stream)
                        .collect(Collectors.joining(" "));
        return name.isEmpty() ? "" : " of this " + name;
    }

    private static Optional<Evidence> commandLine(Examination host) {
        return host.host()
                .kernelCommandLine()
                .map(line -> Evidence.of(Examination.COMMAND_LINE, line));
    }
}
