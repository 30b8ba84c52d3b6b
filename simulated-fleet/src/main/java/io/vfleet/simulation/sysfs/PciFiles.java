package io.vfleet.simulation.sysfs;

import io.vfleet.simulation.catalog.CardModel.Slot;
import io.vfleet.simulation.catalog.PciIds;
import io.vfleet.simulation.kernel.Bridge;
import io.vfleet.simulation.kernel.CardPort;
import io.vfleet.simulation.kernel.ChipsetFunction;
import io.vfleet.simulation.kernel.Kernel;
import io.vfleet.simulation.kernel.PciFunction;
import io.vfleet.simulation.kernel.Vf;
import io.vfleet.simulation.sysfs.Entry.Folder;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/// The folder of a PCI function: Documentation/ABI/testing/sysfs-bus-pci.
final class PciFiles {

    private static final int FIRST_INTERRUPT = 200;
    private static final int VF_INTERRUPTS = 5;

    private static final FileTable<On<PciFunction>> TABLE =
            new FileTable<On<PciFunction>>()
                    .text("vendor", ids(ids -> hex(ids.vendor(), 4)))
                    .text("device", ids(ids -> hex(ids.device(), 4)))
                    .text("class", ids(ids -> hex(ids.classCode(), 6)))
                    .text("revision", ids(ids -> hex(ids.revision(), 2)))
                    .text("subsystem_vendor", ids(ids -> hex(ids.subsystemVendor(), 4)))
                    .text("subsystem_device", ids(ids -> hex(ids.subsystemDevice(), 4)))
                    .text("modalias", ids(PciFiles::modalias))
                    .text("uevent", on -> uevent(on.it()))
                    .text("numa_node", on -> Integer.toString(on.it().numaNode()))
                    .text("enable", on -> on.it() instanceof Vf ? "0" : "1")
                    .text("power_state", _ -> "D0")
                    .text("driver_override", on -> vf(on).flatMap(Vf::override).orElse("(null)"))
                    .text("ari_enabled", on -> on.it() instanceof CardPort ? "1" : "0")
                    .text("broken_parity_status", _ -> "0")
                    .text("dma_mask_bits", _ -> "64")
                    .text("consistent_dma_mask_bits", _ -> "64")
                    .text("d3cold_allowed", _ -> "1")
                    .text("msi_bus", _ -> "1")
                    .always("config", on -> new Entry.Bytes(ConfigSpace.of(on)))
                    .link("subsystem", _ -> "/sys/bus/pci")
                    .maybeLink("driver", on -> on.it().driver().map(SysPaths::driver))
                    .maybeLink("iommu_group", PciFiles::group)
                    .maybeLink("iommu", PciFiles::iommu)
                    .maybeText("max_link_speed", LinkFiles.best(Slot::speed))
                    .maybeText("current_link_speed", LinkFiles.current(Slot::speed))
                    .maybeText("max_link_width", LinkFiles.best(Slot::lanes))
                    .maybeText("current_link_width", LinkFiles.current(Slot::lanes))
                    .text("resource", on -> ResourceFiles.of(on.it()))
                    .maybe("msi_irqs", PciFiles::interrupts)
                    .maybeText("aer_dev_correctable", link(AerFiles.CORRECTABLE))
                    .maybeText("aer_dev_nonfatal", link(AerFiles.NONFATAL))
                    .maybeText("aer_dev_fatal", link(AerFiles.FATAL))
                    .maybeText("secondary_bus_number", bridge(b -> b.buses().secondary()))
                    .maybeText("subordinate_bus_number", bridge(b -> b.buses().subordinate()))
                    .maybeText("sriov_totalvfs", port(CardPort::totalVfs))
                    .maybeText("sriov_numvfs", port(port -> port.vfs().size()))
                    .maybeText("sriov_offset", port(CardPort::vfOffset))
                    .maybeText("sriov_stride", port(CardPort::vfStride))
                    .maybeText("sriov_vf_device", port(p -> "%04x".formatted(p.model().vfDevice())))
                    .maybeText("sriov_vf_total_msix", port(_ -> 0))
                    .maybeText("sriov_drivers_autoprobe", port(p -> p.driversAutoprobe() ? 1 : 0))
                    .maybeLink("physfn", on -> vf(on).map(vf -> vf.owner().path()))
                    .maybe("net", on -> on.it().netdev().map(_ -> NetFiles.ofFunction(on)))
                    .maybe("infiniband", on -> on.it().rdma().map(_ -> RdmaFiles.devices(on)))
                    .maybe("infiniband_verbs", on -> on.it().rdma().map(_ -> RdmaFiles.verbs(on)))
                    .named(PciFiles::virtualFunctions)
                    .named(on -> behind(on.kernel(), on.it()));

    private PciFiles() {}

    static Folder of(Kernel kernel, PciFunction function) {
        return TABLE.of(new On<>(kernel, function));
    }

    /// The folders of the functions right behind a bridge or a root complex.
    static Folder behind(Kernel kernel, Object parent) {
        if (parent instanceof CardPort
                || parent instanceof Vf
                || parent instanceof ChipsetFunction) {
            return Folder.EMPTY;
        }
        return Folder.named(
                () ->
                        kernel.functions().stream()
                                .filter(function -> function.parent().equals(parent))
                                .map(PciFunction::name)
                                .toList(),
                name ->
                        kernel.function(name)
                                .filter(function -> function.parent().equals(parent))
                                .map(function -> of(kernel, function)));
    }

    private static Folder virtualFunctions(On<PciFunction> on) {
        if (!(on.it() instanceof CardPort port)) {
            return Folder.EMPTY;
        }
        List<Vf> vfs = port.vfs();
        return Folder.named(
                () -> vfs.stream().map(vf -> "virtfn" + vf.index()).toList(),
                name ->
                        vfs.stream()
                                .filter(vf -> name.equals("virtfn" + vf.index()))
                                .findFirst()
                                .map(vf -> new Entry.Link(vf.path())));
    }

    // a driver of the kernel takes a vector per queue and one to be told of events
    private static Optional<Folder> interrupts(On<PciFunction> on) {
        boolean driven = on.it().driver().filter(name -> !name.equals("vfio-pci")).isPresent();
        if (!driven || !(on.it() instanceof Vf vf)) {
            return Optional.empty();
        }
        int first = FIRST_INTERRUPT + vf.index() * VF_INTERRUPTS;
        List<String> numbers =
                IntStream.range(first, first + VF_INTERRUPTS).mapToObj(String::valueOf).toList();
        return Optional.of(
                Folder.named(
                        () -> numbers,
                        name ->
                                numbers.contains(name)
                                        ? Optional.of(new Entry.Text("msix"))
                                        : Optional.empty()));
    }

    private static Optional<String> group(On<PciFunction> on) {
        return on.it().group().stream().mapToObj(SysPaths::group).findFirst();
    }

    private static Optional<String> iommu(On<PciFunction> on) {
        return on.it().group().isEmpty()
                ? Optional.empty()
                : Optional.of(IommuFiles.unit(on.kernel(), on.it().numaNode()));
    }

    private static Optional<Vf> vf(On<PciFunction> on) {
        return on.it() instanceof Vf vf ? Optional.of(vf) : Optional.empty();
    }

    private static Function<On<PciFunction>, Optional<String>> port(
            Function<CardPort, Object> value) {
        return on ->
                on.it() instanceof CardPort port
                        ? Optional.of(value.apply(port).toString())
                        : Optional.empty();
    }

    private static Function<On<PciFunction>, Optional<String>> bridge(
            Function<Bridge, Object> value) {
        return on ->
                on.it() instanceof Bridge bridge
                        ? Optional.of(value.apply(bridge).toString())
                        : Optional.empty();
    }

    // VFs and the chipset's functions have no link of their own
    private static Function<On<PciFunction>, Optional<String>> link(String value) {
        return on ->
                switch (on.it()) {
                    case CardPort _, Bridge _ -> Optional.of(value);
                    case Vf _, ChipsetFunction _ -> Optional.empty();
                };
    }

    private static Function<On<PciFunction>, String> ids(Function<PciIds, String> value) {
        return on -> value.apply(on.it().ids());
    }

    private static String hex(int number, int digits) {
        return ("0x%0" + digits + "x").formatted(number);
    }

    private static String modalias(PciIds ids) {
        return "pci:v%08Xd%08Xsv%08Xsd%08Xbc%02Xsc%02Xi%02x"
                .formatted(
                        ids.vendor(),
                        ids.device(),
                        ids.subsystemVendor(),
                        ids.subsystemDevice(),
                        ids.classCode() >> 16,
                        ids.classCode() >> 8 & 0xff,
                        ids.classCode() & 0xff);
    }

    private static String uevent(PciFunction function) {
        PciIds ids = function.ids();
        String driver = function.driver().map(name -> "DRIVER=" + name + "\n").orElse("");
        return driver
                + "PCI_CLASS=%X\nPCI_ID=%04X:%04X\nPCI_SLOT_NAME=%s\nMODALIAS=%s"
                        .formatted(
                                ids.classCode(),
                                ids.vendor(),
                                ids.device(),
                                function.address(),
                                modalias(ids));
    }
}
