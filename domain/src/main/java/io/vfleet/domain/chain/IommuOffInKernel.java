package io.vfleet.domain.chain;

import static io.vfleet.domain.chain.Examination.NODE;

import io.vfleet.domain.inventory.Iommu;
import io.vfleet.domain.remedy.Fix;
import java.util.Optional;

/// An IOMMU that the firmware offers and the kernel does not use protects nothing.
final class IommuOffInKernel implements NodeCheck {

    static final String ID = "iommu-off-in-kernel";

    private static final CheckInfo INFO =
            CheckInfo.critical(
                            ID,
                            "D02",
                            Link.KERNEL,
                            "Does the kernel use the IOMMU that the firmware offers?")
                    .showing(Symptom.VF_NOT_ISOLATED)
                    .causedBy(IommuOffInFirmware.ID);
    private static final String ON = "intel_iommu=on iommu=pt";

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Conclusion conclude(Examination host) {
        if (!host.wantsVfs()) {
            return new Conclusion.NotApplicable(NODE, "no VFs are there or wanted");
        }
        return switch (IommuState.of(host)) {
            case ACTIVE -> new Conclusion.Intact(NODE);
            case UNKNOWN -> unknown(host);
            case OFF -> off(host);
        };
    }

    private static Conclusion unknown(Examination host) {
        return IommuState.keptByXen(host)
                .<Conclusion>map(why -> new Conclusion.Unknown(NODE, IommuState.GROUPS, why))
                .orElseGet(() -> host.unknown(NODE, IommuState.GROUPS));
    }

    private static Conclusion off(Examination host) {
        IommuMaker maker = IommuMaker.of(host);
        Optional<IommuRequest> request = host.commandLine().map(IommuRequest::new);
        String switches = request.map(one -> one.offSwitches(maker)).orElse("");
        if (!switches.isEmpty()) {
            return switchedOff(host, switches);
        }
        Iommu iommu = host.inventory().iommu();
        if (iommu.acpiTables().isEmpty() && iommu.units().isEmpty()) {
            return host.unread(NODE, IommuState.TABLES)
                    .orElseGet(() ->
                            new Conclusion.Blocked(
                                    NODE, IommuState.TABLES, "the firmware offers no IOMMU"));
        }
        return unused(host, maker, request);
    }

    private static Conclusion switchedOff(Examination host, String switches) {
        return finding(host, "The command line switches the IOMMU off: " + switches + ".")
                .fix(host.bootTool().remove(switches))
                .conclude();
    }

    private static Conclusion unused(
            Examination host, IommuMaker maker, Optional<IommuRequest> request) {
        String unused =
                "The firmware offers an IOMMU (%s), yet the kernel made no group."
                        .formatted(String.join(", ", host.inventory().iommu().acpiTables()));
        if (request.isEmpty()) {
            return finding(host, unused + unreadCommandLine(host))
                    .fix(lookIntoKernelLog())
                    .conclude();
        }
        if (maker.maybe(IommuMaker.INTEL) && !request.get().intelOn()) {
            return finding(host, unused + missingOn()).fix(host.bootTool().add(ON)).conclude();
        }
        return finding(host, unused + ineffective(maker, request.get()))
                .reference("D03")
                .confidence(Confidence.HIGH)
                .fix(lookIntoKernelLog())
                .fix(Fix.withReboot("# update the BIOS when these lines name a bad table"))
                .conclude();
    }

    private static String unreadCommandLine(Examination host) {
        return " Whether the command line asks for it is not known (%s: %s)."
                .formatted(Examination.COMMAND_LINE, host.commandLineReason());
    }

    private static String missingOn() {
        return " This kernel does not switch it on by itself, and intel_iommu=on is not on the"
                + " command line.";
    }

    private static String ineffective(IommuMaker maker, IommuRequest request) {
        String asked = request.text();
        return switch (maker) {
            case INTEL, UNKNOWN ->
                    " The command line asks for it (" + asked + "): the kernel refused the table.";
            // amd_iommu=on is no value the kernel knows (admin-guide/kernel-parameters.txt)
            case AMD ->
                    " AMD-Vi needs no argument (amd_iommu=on means nothing): the kernel refused"
                            + " the table, or lacks the driver.";
            case ARM ->
                    " The SMMU needs no argument: the kernel refused the table, or lacks the"
                            + " driver.";
        };
    }

    private static Fix lookIntoKernelLog() {
        return Fix.of("dmesg | grep -i -e DMAR -e AMD-Vi -e IOMMU -e SMMU");
    }

    private static FindingDraft finding(Examination host, String cause) {
        FindingDraft draft =
                new FindingDraft(INFO, NODE, cause)
                        .severity(host.isolationSeverity())
                        .evidence(IommuState.evidence(host));
        host.host()
                .kernelCommandLine()
                .ifPresent(line -> draft.evidence(Evidence.of(Examination.COMMAND_LINE, line)));
        return draft;
    }
}
