package io.vfleet.domain.chain;

import static io.vfleet.domain.chain.Examination.COMMAND_LINE;
import static io.vfleet.domain.chain.Examination.NODE;

import io.vfleet.domain.inventory.Gap;
import io.vfleet.domain.inventory.Host.BootArguments;
import io.vfleet.domain.inventory.KernelCommandLine;
import io.vfleet.domain.inventory.KernelCommandLine.Argument;
import io.vfleet.domain.remedy.BootTool;
import io.vfleet.domain.remedy.Fix;
import io.vfleet.domain.remedy.ShellWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// What the boot loader will tell the next kernel may differ from what this one was told: then
/// something takes effect with the next boot only, or is lost by it.
final class NextBootDiffers implements NodeCheck {

    private static final CheckInfo INFO =
            CheckInfo.lesser(
                    "next-boot-differs",
                    "D03",
                    Link.KERNEL,
                    "Will the next kernel be told the same about IOMMU, PCI and hugepages?");
    private static final Set<String> KEYS =
            Set.of(
                    "intel_iommu",
                    "amd_iommu",
                    "iommu",
                    "iommu.passthrough",
                    "iommu.strict",
                    "intremap",
                    "nointremap",
                    "pci",
                    "default_hugepagesz",
                    "hugepagesz",
                    "hugepages",
                    "ib_core.netns_mode");

    private static final Predicate<String> HUGEPAGES = one -> one.contains("hugepages");
    private static final Fix REBOOT = Fix.withReboot("# reboot when it suits");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Conclusion conclude(Examination host) {
        if (host.commandLine().isEmpty()) {
            return host.unknown(NODE, COMMAND_LINE);
        }
        List<BootArguments> places =
                host.host().kernel().nextBoot().stream()
                        .sorted((a, b) -> a.path().compareTo(b.path()))
                        .toList();
        if (places.isEmpty()) {
            return unread(host);
        }
        if (places.stream().anyMatch(place -> place.arguments().contains("$"))) {
            return new Conclusion.Unknown(
                    NODE, places.getFirst().path(), "holds a variable of the boot loader");
        }
        return new Difference(arguments(host.commandLine().get()), places, host.bootTool())
                .conclude();
    }

    private static Conclusion unread(Examination host) {
        return host.inventory().gaps().stream()
                .filter(gap -> gap.path().matches("/(boot|efi|etc/default/grub|etc/kernel).*"))
                .map(Gap::path)
                .min(String::compareTo)
                .map(path -> host.unknown(NODE, path))
                .orElseGet(() -> new Conclusion.NotApplicable(NODE, "no boot loader's file"));
    }

    private static List<String> arguments(KernelCommandLine line) {
        return line.arguments().stream()
                .filter(argument -> KEYS.contains(argument.key()))
                .map(Argument::text)
                .toList();
    }

    /// @param now what this kernel was told
    private record Difference(List<String> now, List<BootArguments> places, BootTool tool) {

        // an entry may be for another kernel: only what no place has is lost, only what every
        // place has is to come
        Conclusion conclude() {
            List<List<String>> next =
                    places.stream()
                            .map(place -> arguments(KernelCommandLine.parse(place.arguments())))
                            .toList();
            List<String> lost =
                    now.stream()
                            .filter(one -> next.stream().noneMatch(all -> all.contains(one)))
                            .toList();
            List<String> coming =
                    next.getFirst().stream()
                            .filter(one -> !now.contains(one))
                            .filter(one -> next.stream().allMatch(all -> all.contains(one)))
                            .toList();
            return lost.isEmpty() && coming.isEmpty()
                    ? new Conclusion.Intact(NODE)
                    : broken(lost, coming);
        }

        private Conclusion broken(List<String> lost, List<String> coming) {
            List<String> parts = new ArrayList<>();
            if (!lost.isEmpty()) {
                parts.add("loses " + String.join(" ", lost));
            }
            if (!coming.isEmpty()) {
                parts.add("is told for the first time " + String.join(" ", coming));
            }
            return new FindingDraft(
                            INFO, NODE, "The next boot " + String.join(" and ", parts) + ".")
                    .severity(lost.isEmpty() ? Severity.INFO : Severity.WARNING)
                    .confidence(Confidence.MEDIUM)
                    .fix(lost.isEmpty() ? List.of(REBOOT) : kept(lost))
                    .evidence(Evidence.of(COMMAND_LINE, said(now)))
                    .evidence(
                            places.stream()
                                    .limit(3)
                                    .map(place ->
                                            Evidence.of(
                                                    place.path(),
                                                    said(
                                                            arguments(
                                                                    KernelCommandLine.parse(
                                                                            place.arguments())))))
                                    .toList())
                    .conclude();
        }

        // what works now needs no reboot to be kept; a size and its count belong side by side,
        // which
        // no tool sees to where one of them is there already
        private List<Fix> kept(List<String> lost) {
            String arguments = String.join(" ", lost);
            boolean whole = now.stream().filter(HUGEPAGES).allMatch(lost::contains);
            boolean apart = lost.stream().anyMatch(HUGEPAGES) && !whole;
            return ShellWord.quotable(arguments) && !apart
                    ? tool.add(arguments).stream().map(fix -> Fix.of(fix.command())).toList()
                    : List.of(Fix.of("# add them to " + places.getFirst().path()));
        }

        private static String said(List<String> arguments) {
            return arguments.isEmpty() ? "nothing of them" : String.join(" ", arguments);
        }
    }
}
