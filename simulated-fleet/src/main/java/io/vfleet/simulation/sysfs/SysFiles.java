package io.vfleet.simulation.sysfs;

import io.vfleet.simulation.kernel.Kernel;
import io.vfleet.simulation.kernel.RdmaDevice;
import io.vfleet.simulation.sysfs.Entry.Folder;
import io.vfleet.simulation.sysfs.Entry.Link;
import java.util.Optional;
import java.util.stream.Stream;

/// Everything below `/sys`.
final class SysFiles {

    private static final FileTable<Kernel> DMI_CLASS =
            new FileTable<Kernel>().link("id", _ -> "/sys/devices/virtual/dmi/id");

    private static final FileTable<Kernel> CLASS =
            new FileTable<Kernel>()
                    .folder("net", SysFiles::netdevs)
                    .folder("iommu", SysFiles::units)
                    .folder("dmi", DMI_CLASS::of)
                    .maybe("infiniband", kernel -> loaded(kernel, "ib_core", rdma(kernel)))
                    .maybe(
                            "infiniband_verbs",
                            kernel -> loaded(kernel, "ib_uverbs", verbs(kernel)));

    private static final FileTable<Kernel> BUS =
            new FileTable<Kernel>().folder("pci", BusFiles::pci);

    private static final FileTable<Kernel> DMI =
            new FileTable<Kernel>().folder("id", k -> DmiFiles.TABLE.of(k.machine()));

    private static final FileTable<Kernel> VIRTUAL =
            new FileTable<Kernel>()
                    .folder("dmi", DMI::of)
                    .folder("iommu", IommuFiles::units)
                    .folder("net", _ -> NetFiles.loopback());

    private static final FileTable<Kernel> SYSTEM =
            new FileTable<Kernel>().folder("node", HugepageFiles::nodes);

    private static final FileTable<Kernel> DEVICES =
            new FileTable<Kernel>()
                    .folder("virtual", VIRTUAL::of)
                    .folder("system", SYSTEM::of)
                    .named(BusFiles::rootComplexes);

    private static final FileTable<Kernel> ACPI =
            new FileTable<Kernel>().folder("tables", AcpiFiles.TABLE::of);

    private static final FileTable<Kernel> FIRMWARE =
            new FileTable<Kernel>().folder("acpi", ACPI::of);

    private static final FileTable<Kernel> MM =
            new FileTable<Kernel>().folder("hugepages", HugepageFiles::machine);

    private static final FileTable<Kernel> SECURITY =
            new FileTable<Kernel>().text("lockdown", _ -> "[none] integrity confidentiality");

    private static final FileTable<Kernel> KERNEL =
            new FileTable<Kernel>()
                    .folder("iommu_groups", IommuFiles::groups)
                    .folder("mm", MM::of)
                    .folder("security", SECURITY::of);

    private static final FileTable<On<String>> MODULE =
            new FileTable<On<String>>()
                    .text("initstate", _ -> "live")
                    .text("refcnt", _ -> "0")
                    .text("taint", _ -> "")
                    .maybe("parameters", SysFiles::parameters);

    private static final FileTable<Kernel> TABLE =
            new FileTable<Kernel>()
                    .folder("bus", BUS::of)
                    .folder("class", CLASS::of)
                    .folder("devices", DEVICES::of)
                    .folder("firmware", FIRMWARE::of)
                    .folder("kernel", KERNEL::of)
                    .folder("module", SysFiles::modules);

    private SysFiles() {}

    static Folder of(Kernel kernel) {
        return TABLE.of(kernel);
    }

    private static Folder netdevs(Kernel kernel) {
        return Folder.named(
                () -> Stream.concat(kernel.netdevs().keySet().stream(), Stream.of("lo")).toList(),
                name ->
                        name.equals("lo")
                                ? Optional.of(new Link("/sys/devices/virtual/net/lo"))
                                : Optional.ofNullable(kernel.netdevs().get(name))
                                        .map(netdev -> new Link(netdev.path())));
    }

    private static Folder units(Kernel kernel) {
        return Folder.named(
                () -> IommuFiles.unitNames(kernel),
                name ->
                        IommuFiles.unitNames(kernel).contains(name)
                                ? Optional.of(new Link("/sys/devices/virtual/iommu/" + name))
                                : Optional.empty());
    }

    private static Folder rdma(Kernel kernel) {
        return Folder.named(
                () -> kernel.rdmaDevices().keySet(),
                name ->
                        Optional.ofNullable(kernel.rdmaDevices().get(name))
                                .map(device -> new Link(device.path())));
    }

    private static Folder verbs(Kernel kernel) {
        return Folder.named(
                () -> kernel.rdmaDevices().values().stream().map(RdmaFiles::verbsName).toList(),
                name ->
                        kernel.rdmaDevices().values().stream()
                                .filter(device -> RdmaFiles.verbsName(device).equals(name))
                                .findFirst()
                                .map(SysFiles::verbsLink));
    }

    private static Link verbsLink(RdmaDevice device) {
        String name = RdmaFiles.verbsName(device);
        return new Link(device.function().path() + "/infiniband_verbs/" + name);
    }

    // the class exists only while its module is there
    private static Optional<Folder> loaded(Kernel kernel, String module, Folder folder) {
        return kernel.modules().contains(module) ? Optional.of(folder) : Optional.empty();
    }

    private static Folder modules(Kernel kernel) {
        return Folder.named(
                kernel::modules,
                name ->
                        kernel.modules().contains(name)
                                ? Optional.of(MODULE.of(new On<>(kernel, name)))
                                : Optional.empty());
    }

    private static Optional<Folder> parameters(On<String> on) {
        return switch (on.it()) {
            case "ib_core" -> Optional.of(parameter(on, "netns_mode", "Y"));
            case "vfio" -> Optional.of(parameter(on, "enable_unsafe_noiommu_mode", "N"));
            default -> Optional.empty();
        };
    }

    private static Folder parameter(On<String> on, String name, String value) {
        return new FileTable<String>().text(name, _ -> value).of(on.it());
    }
}
