package io.vfleet.domain.chain;

import static io.vfleet.domain.chain.Examination.COMMAND_LINE;

import io.vfleet.domain.inventory.IommuGroup;
import io.vfleet.domain.inventory.KernelCommandLine;
import io.vfleet.domain.inventory.KernelCommandLine.Argument;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.remedy.Fix;
import java.util.List;
import java.util.Optional;

/// A PF whose DMA is translated page by page works, and is slower; some want it so. Only the
/// effective mode counts: what was asked for may have had no effect.
final class IommuNotPassthrough implements PfCheck {

    private static final CheckInfo INFO =
            CheckInfo.lesser(
                            "iommu-not-passthrough",
                            "D07",
                            Link.KERNEL,
                            "Does the DMA of every PF pass the IOMMU untranslated?")
                    .showing(Symptom.HALF_PERFORMANCE);
    private static final String IDENTITY = "identity";
    private static final List<String> PT = List.of("pt", "nopt");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Conclusion conclude(Examination host, PhysicalFunction pf) {
        Subject subject = Examination.subject(pf);
        String path = pf.path("iommu_group/type");
        if (pf.iommuGroup().isEmpty()) {
            return host.unread(subject, pf.path("iommu_group"))
                    .orElseGet(() -> new Conclusion.NotApplicable(subject, "no IOMMU is at work"));
        }
        int group = pf.iommuGroup().getAsInt();
        Optional<String> type = host.inventory().iommu().group(group).flatMap(IommuGroup::type);
        if (type.isEmpty()) {
            return host.gap(IommuState.GROUPS + "/" + group + "/type")
                    .<Conclusion>map(gap -> new Conclusion.Unknown(subject, path, gap.reason()))
                    .orElseGet(() ->
                            new Conclusion.NotApplicable(subject, "this kernel does not tell"));
        }
        return type.get().equals(IDENTITY)
                ? new Conclusion.Intact(subject)
                : translated(host, pf, path, type.get());
    }

    private static Conclusion translated(
            Examination host, PhysicalFunction pf, String path, String type) {
        boolean arm = IommuMaker.of(host) == IommuMaker.ARM;
        boolean asked = host.commandLine().filter(line -> asks(line, arm)).isPresent();
        String strict = type.equals("DMA") ? ", and waits for every unmapping (strict)" : "";
        FindingDraft finding =
                new FindingDraft(
                                INFO,
                                Examination.subject(pf),
                                "The IOMMU translates the DMA of %s (%s)%s: safer, and slower%s."
                                        .formatted(
                                                pf.address(),
                                                type,
                                                strict,
                                                asked ? "; asked for is the opposite" : ""))
                        .severity(asked ? Severity.WARNING : Severity.INFO)
                        .confidence(asked ? Confidence.MEDIUM : Confidence.LOW)
                        .evidence(Evidence.of(path, type, IDENTITY));
        if (asked) {
            return finding.fix(List.of(look()))
                    .evidence(Evidence.of(COMMAND_LINE, "asks for pass-through"))
                    .conclude();
        }
        return finding.fix(host.bootTool().add(arm ? "iommu.passthrough=1" : "iommu=pt"))
                .conclude();
    }

    private static Fix look() {
        return Fix.of("dmesg | grep -i 'default domain type'");
    }

    // the last word counts, of whichever argument; iommu= is of x86
    // (admin-guide/kernel-parameters.txt; arch/x86/kernel/pci-dma.c, iommu_setup)
    private static boolean asks(KernelCommandLine line, boolean arm) {
        return line.arguments().stream()
                .flatMap(argument -> word(argument, arm).stream())
                .reduce((_, later) -> later)
                .orElse(false);
    }

    private static Optional<Boolean> word(Argument argument, boolean arm) {
        return switch (argument.key()) {
            case "iommu.passthrough" -> argument.value().map(value -> value.matches("[1yY].*|on"));
            case "iommu" ->
                    argument.options().stream()
                            .filter(word -> !arm && PT.contains(word))
                            .map("pt"::equals)
                            .reduce((_, later) -> later);
            default -> Optional.empty();
        };
    }
}
