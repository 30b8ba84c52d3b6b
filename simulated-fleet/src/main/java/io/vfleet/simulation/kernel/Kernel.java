package io.vfleet.simulation.kernel;

import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.VfAdmin;
import io.vfleet.simulation.catalog.CardModel;
import io.vfleet.simulation.catalog.Cards;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/// A running kernel. Whoever reads or changes it holds its monitor.
public final class Kernel {

    private final Machine machine;
    private final long number;
    private final Disk disk = new Disk();
    private final Tasks tasks = new Tasks();
    private Boot boot;
    private Hugepages hugepages;
    private volatile Pace pace = Pace.REAL;
    private final NavigableMap<PciAddress, PciFunction> functions = new TreeMap<>();
    private final Map<String, PciFunction> byName = new HashMap<>();
    private final SortedMap<String, RootComplex> rootComplexes = new TreeMap<>();
    private final SortedMap<String, Netdev> netdevs = new TreeMap<>();
    private final SortedMap<String, RdmaDevice> rdmaDevices = new TreeMap<>();
    private final SortedSet<String> modules = new TreeSet<>();
    private final Map<String, String> unreadable = new TreeMap<>();
    private final IommuGroups groups = new IommuGroups(functions);
    private final boolean iommuActive;
    private int nextInterface = 2;
    private int nextRdma;
    private volatile long changes = 1;

    /// @param number of the machine in its fleet, which makes its hardware addresses its own
    public Kernel(Machine machine, Boot boot, long number) {
        this.machine = machine;
        this.boot = boot;
        this.number = number;
        this.hugepages = Hugepages.atBoot(boot.commandLine(), machine.spareKiB());
        this.iommuActive = activeIommu(machine, boot.commandLine());
    }

    // drivers/iommu/intel/iommu.c intel_iommu_setup, drivers/iommu/amd/init.c, arch/x86
    // pci-dma.c: AMD's is on unless told otherwise, Intel's as the kernel was built
    private static boolean activeIommu(Machine machine, CommandLine words) {
        if (!machine.firmwareIommu() || words.says("iommu", "off")) {
            return false;
        }
        if (!machine.server().cpu().intel()) {
            return !words.says("amd_iommu", "off");
        }
        return words.says("intel_iommu", "on")
                || machine.build().intelIommuByDefault() && !words.says("intel_iommu", "off");
    }

    public Machine machine() {
        return machine;
    }

    public Boot boot() {
        return boot;
    }

    public Hugepages hugepages() {
        return hugepages;
    }

    /// Another number means that something other than a counter has changed.
    public long changes() {
        return changes;
    }

    /// The number of the machine in its fleet.
    public long number() {
        return number;
    }

    public Pace pace() {
        return pace;
    }

    public void pace(Pace other) {
        pace = other;
    }

    public Disk disk() {
        return disk;
    }

    public Tasks tasks() {
        return tasks;
    }

    public void writeFile(String path, String content) {
        disk.write(path, content);
        changed();
    }

    public void removeFile(String path) {
        disk.remove(path);
        changed();
    }

    /// Starts a process that holds files open.
    public Task start(String name, List<String> files) {
        Task task = tasks.start(name, files);
        changed();
        return task;
    }

    public void end(Task task) {
        tasks.end(task);
        changed();
    }

    /// Changes how a port answers writes.
    public void change(CardPort port, Consumer<CardState> change) {
        change.accept(port.state());
        changed();
    }

    public boolean iommuActive() {
        return iommuActive;
    }

    /// The type of every group: passthrough where the command line asks for it.
    public String iommuType() {
        return boot.commandLine().says("iommu", "pt") ? "identity" : "DMA-FQ";
    }

    public Collection<PciFunction> functions() {
        return functions.values();
    }

    /// The host bridges by name.
    public SortedMap<String, RootComplex> rootComplexes() {
        return Collections.unmodifiableSortedMap(rootComplexes);
    }

    /// Whether a module is one that drives PCI functions.
    public static boolean isPciDriver(String module) {
        return Cards.all().stream()
                .map(CardModel::drivers)
                .anyMatch(it -> it.pf().equals(module) || it.vf().equals(module));
    }

    /// The function whose address is written like this.
    public Optional<PciFunction> function(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public List<CardPort> cardPorts() {
        return functions.values().stream()
                .filter(CardPort.class::isInstance)
                .map(CardPort.class::cast)
                .toList();
    }

    public SortedMap<String, Netdev> netdevs() {
        return Collections.unmodifiableSortedMap(netdevs);
    }

    public SortedMap<String, RdmaDevice> rdmaDevices() {
        return Collections.unmodifiableSortedMap(rdmaDevices);
    }

    public SortedSet<String> modules() {
        return Collections.unmodifiableSortedSet(modules);
    }

    /// Why a file cannot be read, by its path without links.
    public Map<String, String> unreadable() {
        return Collections.unmodifiableMap(unreadable);
    }

    public void makeUnreadable(String path, String reason) {
        unreadable.put(path, reason);
        changed();
    }

    /// The kernel finds a function: it gets its group and its driver.
    public void found(PciFunction function) {
        functions.put(function.address(), function);
        byName.put(function.name(), function);
        if (function.parent() instanceof RootComplex complex) {
            rootComplexes.put(complex.name(), complex);
        }
        if (iommuActive) {
            groups.assign(function);
        }
        probe(function);
        changed();
    }

    /// `modprobe`: what was waiting for the module gets its driver or its RDMA device.
    public void load(String module) {
        modules.add(module);
        functions.values().forEach(this::probe);
        changed();
    }

    /// Takes the driver from a function; a PF's driver takes its VFs along (`igb_remove`,
    /// `mlx5_sriov_detach`).
    public void unbind(PciFunction function) {
        if (function instanceof CardPort port) {
            disableVfs(port);
        }
        function.netdev().map(Netdev::name).ifPresent(netdevs::remove);
        function.rdma().map(RdmaDevice::name).ifPresent(rdmaDevices::remove);
        function.unbound();
        changed();
    }

    /// Makes VFs of a port that has none (drivers/pci/iov.c, `sriov_enable`).
    public void enableVfs(CardPort port, int count) {
        for (int index = 0; index < count; index++) {
            addVf(port, index);
        }
    }

    synchronized void addVf(CardPort port, int index) {
        long mac = HardwareAddresses.ofVf(number, port, index);
        Vf vf = new Vf(port, index, mac, rdmaOffer(port));
        port.add(vf);
        found(vf);
    }

    /// Waits as long as a driver does not come back, or one of the port's VFs is held by vfio,
    /// whose removal waits for its user (drivers/vfio/vfio_main.c, `vfio_unregister_group_dev`).
    synchronized void awaitAnswer(CardPort port) throws InterruptedException {
        while (port.state().hanging() || tasks.holdVfOf(port)) {
            wait();
        }
    }

    /// Another boot of the same machine. Who made VFs has to make them again.
    public void reboot(Boot next) {
        tasks.boot();
        disk.reboot();
        boot = next;
        hugepages = Hugepages.atBoot(boot.commandLine(), machine.spareKiB());
        for (CardPort port : cardPorts()) {
            disableVfs(port);
            port.reboot();
        }
        functions.values().forEach(this::probe);
        changed();
    }

    /// The same state under another boot.
    public void bootedAs(Boot next) {
        boot = next;
        changed();
    }

    /// Gives a function to another driver than its own (`driver_override`).
    public void handTo(PciFunction function, String driver) {
        unbind(function);
        function.bound(driver);
        changed();
    }

    /// Gives a function without driver to one that takes it.
    public void bindTo(PciFunction function, String driver) {
        if (function.wantedDriver().filter(driver::equals).isPresent()) {
            function.bound(driver);
            HardwareAddresses.of(function).ifPresent(mac -> addNetdev(function, mac));
            probe(function);
        } else {
            function.bound(driver);
        }
        changed();
    }

    /// Which driver a VF may have; empty: any that fits.
    public void override(Vf vf, Optional<String> driver) {
        vf.override(driver);
        changed();
    }

    /// `ip link set … mtu`.
    public void mtu(Netdev netdev, int bytes) {
        netdev.mtu(bytes);
        changed();
    }

    /// `ip link set … netns …`: its function keeps driver and RDMA device.
    public void moveAway(Netdev netdev) {
        netdevs.remove(netdev.name());
        netdev.function().withoutNetdev();
        changed();
    }

    /// Takes all VFs of a port away (`sriov_disable`); the kernel knows no fewer.
    public void disableVfs(CardPort port) {
        List<Vf> gone = List.copyOf(port.vfs());
        port.clearVfs();
        for (Vf vf : gone) {
            unbind(vf);
            functions.remove(vf.address());
            byName.remove(vf.name());
            groups.leave(vf);
        }
        changed();
    }

    /// Takes a function's RDMA half away (`devlink dev param set … enable_rdma false`).
    public void withoutRdma(PciFunction function) {
        function.rdma().map(RdmaDevice::name).ifPresent(rdmaDevices::remove);
        function.withoutRdma();
        changed();
    }

    public void driversAutoprobe(CardPort port, boolean probe) {
        port.driversAutoprobe(probe);
        changed();
    }

    /// `ip link set PF vf N …`.
    public void administer(Vf vf, VfAdmin wanted) {
        vf.admin(wanted);
        changed();
    }

    /// `ip link set … up mtu …`.
    public void setUp(Netdev netdev, int mtu) {
        netdev.mtu(mtu);
        netdev.up(true);
        netdev.carrier(true);
        changed();
    }

    /// `ip link set … down`.
    public void setDown(Netdev netdev) {
        netdev.up(false);
        changed();
    }

    /// The cable's other end comes or goes.
    public void carrier(Netdev netdev, boolean there) {
        netdev.carrier(there);
        changed();
    }

    private synchronized void changed() {
        changes++;
        notifyAll();
    }

    // "load the irdma driver on the host before creating VFs" (README of Intel's ice driver)
    private boolean rdmaOffer(CardPort port) {
        return port.model()
                .drivers()
                .rdma()
                .filter(module -> !module.equals("irdma") || modules.contains(module))
                .isPresent();
    }

    private void probe(PciFunction function) {
        if (function.driver().isEmpty()) {
            function.wantedDriver().filter(this::available).ifPresent(name -> bind(function, name));
        }
        boolean offered = !(function instanceof Vf vf) || vf.rdmaOffered();
        if (offered && function.rdma().isEmpty()) {
            rdmaModule(function)
                    .filter(modules::contains)
                    .flatMap(_ -> function.netdev())
                    .ifPresent(this::addRdmaDevice);
        }
    }

    // pcieport and the chipset's drivers are built in
    private boolean available(String driver) {
        return modules.contains(driver) || BuiltIn.DRIVERS.contains(driver);
    }

    private void bind(PciFunction function, String driver) {
        if (function instanceof Vf vf && !vf.owner().driversAutoprobe()) {
            return;
        }
        function.bound(driver);
        HardwareAddresses.of(function).ifPresent(mac -> addNetdev(function, mac));
    }

    private void addNetdev(PciFunction function, long mac) {
        Netdev netdev = new Netdev(Names.netdev(function), nextInterface++, mac, function);
        netdevs.put(netdev.name(), netdev);
        function.netdev(netdev);
    }

    private void addRdmaDevice(Netdev netdev) {
        PciFunction function = netdev.function();
        RdmaDevice device = new RdmaDevice(Names.rdma(function), nextRdma++, netdev);
        rdmaDevices.put(device.name(), device);
        function.rdma(device);
    }

    private static Optional<String> rdmaModule(PciFunction function) {
        return switch (function) {
            case CardPort port -> port.model().drivers().rdma();
            case Vf vf -> vf.owner().model().drivers().rdma();
            case Bridge _, ChipsetFunction _ -> Optional.empty();
        };
    }
}
