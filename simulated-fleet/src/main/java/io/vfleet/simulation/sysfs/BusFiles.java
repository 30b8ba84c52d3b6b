package io.vfleet.simulation.sysfs;

import io.vfleet.simulation.kernel.Kernel;
import io.vfleet.simulation.kernel.PciFunction;
import io.vfleet.simulation.sysfs.Entry.Folder;
import io.vfleet.simulation.sysfs.Entry.Link;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `/sys/bus/pci` and the root complexes under `/sys/devices`.
final class BusFiles {

    private static final FileTable<On<String>> DRIVER =
            new FileTable<On<String>>()
                    .maybeLink("module", on -> module(on.kernel(), on.it()))
                    .named(on ->
                            functions(
                                    on.kernel(),
                                    it -> it.driver().filter(on.it()::equals).isPresent()));

    private static final FileTable<Kernel> TABLE =
            new FileTable<Kernel>()
                    .text("drivers_autoprobe", _ -> "1")
                    .folder("devices", kernel -> functions(kernel, _ -> true))
                    .folder("drivers", BusFiles::drivers);

    private BusFiles() {}

    static Folder pci(Kernel kernel) {
        return TABLE.of(kernel);
    }

    /// `/sys/devices/pci0000:80` and its like.
    static Folder rootComplexes(Kernel kernel) {
        return Folder.named(
                kernel.rootComplexes()::keySet,
                name ->
                        Optional.ofNullable(kernel.rootComplexes().get(name))
                                .map(complex -> PciFiles.behind(kernel, complex)));
    }

    private static Folder functions(Kernel kernel, Predicate<PciFunction> which) {
        return Folder.named(
                () -> kernel.functions().stream().filter(which).map(PciFunction::name).toList(),
                name ->
                        kernel.function(name)
                                .filter(which)
                                .map(function -> new Link(function.path())));
    }

    private static Folder drivers(Kernel kernel) {
        return Folder.named(
                () -> driverNames(kernel),
                name ->
                        driverNames(kernel).contains(name)
                                ? Optional.of(DRIVER.of(new On<>(kernel, name)))
                                : Optional.empty());
    }

    // a loaded driver has a folder even while it drives nothing
    private static Collection<String> driverNames(Kernel kernel) {
        return Stream.concat(
                        kernel.functions().stream().flatMap(it -> it.driver().stream()),
                        kernel.modules().stream().filter(Kernel::isPciDriver))
                .collect(Collectors.toSet());
    }

    private static Optional<String> module(Kernel kernel, String driver) {
        return kernel.modules().contains(driver)
                ? Optional.of(SysPaths.module(driver))
                : Optional.empty();
    }
}
