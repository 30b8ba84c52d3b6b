package io.vfleet.domain.chain;

import static io.vfleet.domain.chain.Examination.COMMAND_LINE;
import static io.vfleet.domain.chain.Examination.NODE;

import io.vfleet.domain.inventory.KernelCommandLine;
import io.vfleet.domain.inventory.KernelCommandLine.Argument;
import java.util.List;
import java.util.regex.Pattern;

/// Recipes are copied from other machines: arguments that this kernel does not know, or that are
/// for another maker's IOMMU, do nothing and mislead.
final class MeaninglessArguments implements NodeCheck {

    private static final CheckInfo INFO =
            CheckInfo.lesser(
                    "meaningless-arguments",
                    "D04",
                    Link.KERNEL,
                    "Does every IOMMU argument of the command line mean something here?");

    // Proxmox, and kernels for desktops, carry the patch
    private static final Pattern KNOWS_OVERRIDE =
            Pattern.compile("(?i)pve|zen|xanmod|cachyos|liquorix|lqx|unraid|acso");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Conclusion conclude(Examination host) {
        return host.commandLine()
                .map(line -> conclude(host, line))
                .orElseGet(() -> host.unknown(NODE, COMMAND_LINE));
    }

    private static Conclusion conclude(Examination host, KernelCommandLine line) {
        IommuMaker maker = maker(host);
        List<String> vain =
                line.arguments().stream()
                        .filter(argument -> meaningless(host, argument, maker))
                        .map(Argument::text)
                        .distinct()
                        .toList();
        return vain.isEmpty() ? new Conclusion.Intact(NODE) : broken(host, vain);
    }

    // without a table the CPU alone is no proof: QEMU gives AMD CPUs Intel's IOMMU
    private static IommuMaker maker(Examination host) {
        IommuMaker maker = IommuMaker.of(host);
        boolean told = !host.inventory().iommu().acpiTables().isEmpty();
        return told || maker == IommuMaker.ARM ? maker : IommuMaker.UNKNOWN;
    }

    // admin-guide/kernel-parameters.txt: amd_iommu= knows no "on", iommu= is of x86, and the ACS
    // override is in no upstream kernel
    private static boolean meaningless(Examination host, Argument argument, IommuMaker maker) {
        List<String> options = argument.options();
        return switch (argument.key()) {
            case "amd_iommu" -> options.equals(List.of("on")) || !maker.maybe(IommuMaker.AMD);
            case "intel_iommu" -> !maker.maybe(IommuMaker.INTEL);
            case "iommu" -> maker == IommuMaker.ARM;
            case "pcie_acs_override" ->
                    host.host()
                            .kernelRelease()
                            .filter(release -> !KNOWS_OVERRIDE.matcher(release).find())
                            .isPresent();
            default -> false;
        };
    }

    private static Conclusion broken(Examination host, List<String> vain) {
        String arguments = String.join(" ", vain);
        return new FindingDraft(
                        INFO,
                        NODE,
                        "On the command line, without any effect on this host: %s."
                                .formatted(arguments))
                .severity(Severity.INFO)
                .confidence(Confidence.HIGH)
                .fix(host.bootTool().remove(arguments))
                .evidence(Evidence.of(COMMAND_LINE, arguments))
                .conclude();
    }
}
