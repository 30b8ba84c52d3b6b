package io.vfleet.domain.testing;

import io.vfleet.domain.inventory.Gap;
import io.vfleet.domain.inventory.Host;
import io.vfleet.domain.inventory.HugepagePool;
import io.vfleet.domain.inventory.Iommu;
import io.vfleet.domain.inventory.IommuGroup;
import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.inventory.KernelModule;
import io.vfleet.domain.inventory.Kubernetes;
import io.vfleet.domain.inventory.NetworkFunction;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.RdmaDevice;
import io.vfleet.domain.inventory.VfCountOwner;
import io.vfleet.domain.inventory.VirtualFunction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// A host in the making; the IOMMU groups follow from the group numbers of its functions.
public final class HostDraft {

    private Instant collectedAt = Inventories.COLLECTED_AT;
    private Optional<String> hostname = Optional.of("gpu-07");
    private Optional<String> machineId = Optional.of("4f2b8c1d9e7a4c3fb5d60718293a4b5c");
    private Optional<String> bootId = Optional.of("3b1f0c52-8f3e-4d57-9a55-0d3b7f6c1e90");
    private Optional<Instant> bootedAt = Optional.of(Instant.parse("2026-02-20T06:30:00Z"));
    private Optional<String> commandLine =
            Optional.of(
                    "BOOT_IMAGE=/vmlinuz-6.8.0-45-generic root=/dev/sda2 ro intel_iommu=on iommu=pt"
                            + " default_hugepagesz=1G hugepagesz=1G hugepages=16");
    private Optional<String> cpuVendor = Optional.of("GenuineIntel");
    private Optional<Boolean> hypervisor = Optional.of(false);
    private Optional<String> lockdown = Optional.of("none");
    private Optional<String> productUuid = Optional.of("4c4c4544-0044-4a10-8052-b4c04f4e3333");
    private List<String> acpiTables = List.of("DMAR");
    private List<String> units = List.of("dmar0", "dmar1");
    private Optional<String> groupType = Optional.of("identity");
    private UnaryOperator<Iommu> iommu = UnaryOperator.identity();
    private final List<PfDraft> pfs = new ArrayList<>();
    private List<VirtualFunction> orphans = List.of();
    private List<NetworkFunction> others = List.of();
    private List<HugepagePool> hugepages =
            List.of(
                    machineWide(2048, 0),
                    machineWide(1048576, 16),
                    onNode(1048576, 0, 8),
                    onNode(1048576, 1, 8));
    private List<KernelModule> modules = kernelModules(Inventories.modules());
    private List<RdmaDevice> rdmaDevices = List.of();
    private List<VfCountOwner> owners =
            List.of(
                    new VfCountOwner(
                            "udev",
                            "/etc/udev/rules.d/70-sriov.rules",
                            Optional.empty(),
                            OptionalInt.empty()));
    private final Map<String, String> labels = new TreeMap<>();
    private Journal journal = Journal.EMPTY;
    private final List<Gap> gaps = new ArrayList<>();

    HostDraft() {}

    /// A pool of the whole machine, all of it free.
    public static HugepagePool machineWide(long sizeKiB, long total) {
        return new HugepagePool(
                sizeKiB,
                OptionalInt.empty(),
                total,
                OptionalLong.of(total),
                OptionalLong.of(0),
                OptionalLong.of(0));
    }

    /// A pool of one NUMA node, all of it free.
    public static HugepagePool onNode(long sizeKiB, int numaNode, long total) {
        return new HugepagePool(
                sizeKiB,
                OptionalInt.of(numaNode),
                total,
                OptionalLong.of(total),
                OptionalLong.empty(),
                OptionalLong.of(0));
    }

    public HostDraft collectedAt(Instant value) {
        collectedAt = value;
        return this;
    }

    public HostDraft hostname(String value) {
        hostname = Optional.of(value);
        return this;
    }

    public HostDraft machineId(String value) {
        machineId = Optional.of(value);
        return this;
    }

    public HostDraft productUuid(String value) {
        productUuid = Optional.of(value);
        return this;
    }

    public HostDraft bootId(String value) {
        bootId = Optional.of(value);
        return this;
    }

    public HostDraft bootedAt(Instant value) {
        bootedAt = Optional.of(value);
        return this;
    }

    public HostDraft noBootId() {
        bootId = Optional.empty();
        return this;
    }

    public HostDraft noBootedAt() {
        bootedAt = Optional.empty();
        return this;
    }

    public HostDraft commandLine(String value) {
        commandLine = Optional.of(value);
        return this;
    }

    public HostDraft noCommandLine() {
        commandLine = Optional.empty();
        return this;
    }

    /// `GenuineIntel`, `AuthenticAMD`, `ARM`.
    public HostDraft cpuVendor(String value) {
        cpuVendor = Optional.of(value);
        return this;
    }

    public HostDraft noCpuVendor() {
        cpuVendor = Optional.empty();
        return this;
    }

    public HostDraft hypervisor(boolean value) {
        hypervisor = Optional.of(value);
        return this;
    }

    public HostDraft lockdown(String value) {
        lockdown = Optional.of(value);
        return this;
    }

    public HostDraft acpiTables(String... names) {
        acpiTables = List.of(names);
        return this;
    }

    /// The entries of `/sys/class/iommu`.
    public HostDraft iommuUnits(String... names) {
        units = List.of(names);
        return this;
    }

    /// The type of every group: `identity`, `DMA`, `DMA-FQ`.
    public HostDraft groupType(String value) {
        groupType = Optional.of(value);
        return this;
    }

    /// Firmware offers an IOMMU, the kernel does not use it: no unit, no group.
    public HostDraft iommuOffInKernel() {
        return noGroups().iommuUnits();
    }

    /// Neither ACPI table nor unit nor group.
    public HostDraft iommuOffInFirmware() {
        return iommuOffInKernel().acpiTables();
    }

    private HostDraft noGroups() {
        pfs.forEach(PfDraft::noGroups);
        return this;
    }

    /// One more change to what the draft makes of the IOMMU.
    public HostDraft iommu(UnaryOperator<Iommu> change) {
        UnaryOperator<Iommu> before = iommu;
        iommu = made -> change.apply(before.apply(made));
        return this;
    }

    /// One more PF.
    public HostDraft pf(PfDraft pf) {
        pfs.add(pf);
        return this;
    }

    /// Changes the PF of this index.
    public HostDraft pf(int index, Consumer<PfDraft> change) {
        change.accept(pfs.get(index));
        return this;
    }

    public HostDraft eachPf(Consumer<PfDraft> change) {
        pfs.forEach(change);
        return this;
    }

    public HostDraft noPfs() {
        pfs.clear();
        return this;
    }

    public HostDraft orphans(VirtualFunction... vfs) {
        orphans = List.of(vfs);
        return this;
    }

    public HostDraft others(NetworkFunction... functions) {
        others = List.of(functions);
        return this;
    }

    public HostDraft hugepages(HugepagePool... pools) {
        hugepages = List.of(pools);
        return this;
    }

    public HostDraft modules(String... names) {
        modules = kernelModules(Arrays.asList(names));
        return this;
    }

    /// RDMA devices that belong to no PCI function.
    public HostDraft rdmaDevices(RdmaDevice... devices) {
        rdmaDevices = List.of(devices);
        return this;
    }

    /// What sets VF counts; a udev rule that names no PF unless told otherwise.
    public HostDraft owners(VfCountOwner... files) {
        owners = List.of(files);
        return this;
    }

    public HostDraft label(String key, String value) {
        labels.put(key, value);
        return this;
    }

    public HostDraft journal(Journal value) {
        journal = value;
        return this;
    }

    public HostDraft gap(String path, String reason) {
        gaps.add(new Gap(path, reason));
        return this;
    }

    public NodeInventory build() {
        return new NodeInventory(
                collectedAt,
                "0.1.0",
                host(),
                iommu.apply(
                        new Iommu(
                                acpiTables,
                                units,
                                Optional.empty(),
                                Optional.empty(),
                                groups(),
                                OptionalInt.of(groupCount()))),
                pfs.stream().map(PfDraft::build).toList(),
                orphans,
                others,
                hugepages,
                modules,
                rdmaDevices,
                owners,
                Kubernetes.NONE,
                labels,
                journal,
                gaps);
    }

    private Host host() {
        return new Host(
                hostname,
                machineId,
                bootId,
                bootedAt,
                Optional.of("6.8.0-45-generic"),
                commandLine,
                cpuVendor,
                hypervisor,
                lockdown,
                new Host.Dmi(
                        Optional.of("Dell Inc."),
                        Optional.of("PowerEdge R750xa"),
                        productUuid,
                        Optional.of("1.13.2"),
                        Optional.of("12/19/2025")),
                Host.Kernel.NONE);
    }

    private List<IommuGroup> groups() {
        Map<Integer, List<IommuGroup.Member>> members = new TreeMap<>();
        pfs.forEach(pf ->
                pf.join((group, address, classCode) ->
                        members.computeIfAbsent(group, any -> new ArrayList<>())
                                .add(new IommuGroup.Member(address, classCode))));
        return members.entrySet().stream()
                .map(group ->
                        new IommuGroup(
                                group.getKey(), groupType, Optional.empty(), group.getValue()))
                .toList();
    }

    private int groupCount() {
        int reported = groups().size();
        return reported == 0 ? 0 : reported + 40;
    }

    private static List<KernelModule> kernelModules(List<String> names) {
        return names.stream()
                .map(name -> new KernelModule(name, Optional.empty(), Optional.empty()))
                .toList();
    }

    /// Puts one function into its IOMMU group.
    interface Groups {
        void add(int group, PciAddress address, Optional<String> classCode);
    }
}
