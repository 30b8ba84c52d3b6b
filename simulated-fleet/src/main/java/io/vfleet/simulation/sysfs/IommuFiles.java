package io.vfleet.simulation.sysfs;

import io.vfleet.simulation.kernel.Kernel;
import io.vfleet.simulation.kernel.PciFunction;
import io.vfleet.simulation.sysfs.Entry.Folder;
import io.vfleet.simulation.sysfs.Entry.Link;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// IOMMU units and groups: Documentation/ABI/testing/sysfs-kernel-iommu_groups.
final class IommuFiles {

    private static final FileTable<On<Integer>> GROUP =
            new FileTable<On<Integer>>()
                    .text("type", on -> on.kernel().iommuType())
                    .text("reserved_regions", _ -> "0x00000000fee00000 0x00000000feefffff msi")
                    .folder("devices", on -> members(on.kernel(), on.it()));

    private IommuFiles() {}

    /// `/sys/kernel/iommu_groups`.
    static Folder groups(Kernel kernel) {
        return Folder.named(
                () -> numbers(kernel).map(String::valueOf).toList(),
                name ->
                        number(name)
                                .filter(number -> has(kernel, number))
                                .map(number -> GROUP.of(new On<>(kernel, number))));
    }

    /// `/sys/devices/virtual/iommu`: one unit per socket.
    static Folder units(Kernel kernel) {
        return Folder.named(
                () -> unitNames(kernel),
                name ->
                        unitNames(kernel).contains(name)
                                ? Optional.of(
                                        new FileTable<Kernel>()
                                                .link("subsystem", _ -> "/sys/class/iommu")
                                                .of(kernel))
                                : Optional.empty());
    }

    static Collection<String> unitNames(Kernel kernel) {
        if (!kernel.iommuActive()) {
            return List.of();
        }
        String prefix = kernel.machine().server().cpu().intel() ? "dmar" : "ivhd";
        return IntStream.range(0, kernel.machine().numaNodes())
                .mapToObj(number -> prefix + number)
                .toList();
    }

    static String unit(Kernel kernel, int numaNode) {
        return "/sys/devices/virtual/iommu/" + List.copyOf(unitNames(kernel)).get(numaNode);
    }

    private static Stream<Integer> numbers(Kernel kernel) {
        return kernel.functions().stream()
                .map(PciFunction::group)
                .flatMapToInt(OptionalInt::stream)
                .distinct()
                .boxed();
    }

    private static Optional<Integer> number(String name) {
        boolean digits = name.length() < 6 && name.chars().allMatch(Character::isDigit);
        return digits ? Optional.of(Integer.valueOf(name)) : Optional.empty();
    }

    private static boolean has(Kernel kernel, int group) {
        return kernel.functions().stream()
                .anyMatch(function -> function.group().equals(OptionalInt.of(group)));
    }

    private static Folder members(Kernel kernel, int group) {
        return Folder.named(
                () ->
                        kernel.functions().stream()
                                .filter(function -> function.group().equals(OptionalInt.of(group)))
                                .map(PciFunction::name)
                                .toList(),
                name ->
                        kernel.function(name)
                                .filter(function -> function.group().equals(OptionalInt.of(group)))
                                .map(function -> new Link(function.path())));
    }
}
