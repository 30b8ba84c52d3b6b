package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.KernelCommandLine;
import io.vfleet.domain.inventory.KernelCommandLine.Argument;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the command line says about the IOMMU: intent only, never proof.
record IommuRequest(KernelCommandLine commandLine) {

    private static final Set<String> KEYS =
            Set.of("intel_iommu", "amd_iommu", "iommu", "iommu.passthrough");
    private static final List<String> ON_OFF = List.of("on", "off");

    /// All that stands there about it, as it stands; empty when nothing does.
    String text() {
        return text(commandLine.arguments().stream().filter(one -> KEYS.contains(one.key())));
    }

    /// The arguments that keep this maker's IOMMU off.
    String offSwitches(IommuMaker maker) {
        return text(
                commandLine.arguments().stream().filter(argument -> switchesOff(argument, maker)));
    }

    /// Whether the last word on Intel's is on.
    boolean intelOn() {
        return lastOfIntel("on");
    }

    /// The arguments that keep interrupts from being remapped; empty where a later `on` takes them
    /// back (drivers/iommu/irq_remapping.c, setup_irqremap and setup_nointremap).
    String remappingOff() {
        Optional<Argument> last =
                commandLine.arguments().stream()
                        .filter(argument ->
                                argument.key().equals("nointremap") || decidesRemapping(argument))
                        .reduce((_, later) -> later);
        return text(last.stream().filter(argument -> !switchesOn(argument)));
    }

    private static boolean decidesRemapping(Argument argument) {
        return argument.key().equals("intremap")
                && argument.options().stream().anyMatch(ON_OFF::contains);
    }

    private static boolean switchesOn(Argument argument) {
        return argument.options().stream()
                .filter(ON_OFF::contains)
                .reduce((_, later) -> later)
                .filter("on"::equals)
                .isPresent();
    }

    /// Without ACPI the kernel never looks at the firmware's tables.
    boolean withoutAcpi() {
        return commandLine.has("acpi", "off");
    }

    // intel_iommu: the last of on and off wins (drivers/iommu/intel/iommu.c, intel_iommu_setup);
    // amd_iommu=off and iommu=off are never taken back (drivers/iommu/amd/init.c,
    // parse_amd_iommu_options; arch/x86/kernel/pci-dma.c, iommu_setup)
    private boolean switchesOff(Argument argument, IommuMaker maker) {
        boolean off = argument.options().contains("off");
        return switch (argument.key()) {
            case "intel_iommu" -> off && maker.maybe(IommuMaker.INTEL) && lastOfIntel("off");
            case "amd_iommu" -> off && maker.maybe(IommuMaker.AMD);
            case "iommu" -> off && maker != IommuMaker.ARM;
            default -> false;
        };
    }

    private boolean lastOfIntel(String word) {
        return commandLine.last("intel_iommu", ON_OFF).filter(word::equals).isPresent();
    }

    private static String text(Stream<Argument> arguments) {
        return arguments.map(Argument::text).collect(Collectors.joining(" "));
    }
}
