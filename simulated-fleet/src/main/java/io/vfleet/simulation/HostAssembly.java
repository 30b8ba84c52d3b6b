package io.vfleet.simulation;

import io.vfleet.domain.inventory.VfAdmin;
import io.vfleet.simulation.catalog.Cards;
import io.vfleet.simulation.kernel.Boot;
import io.vfleet.simulation.kernel.CardPort;
import io.vfleet.simulation.kernel.CardPort.Card;
import io.vfleet.simulation.kernel.CommandLine;
import io.vfleet.simulation.kernel.Kernel;
import io.vfleet.simulation.kernel.Machine;
import io.vfleet.simulation.kernel.PciAssembly;
import io.vfleet.simulation.kernel.PciAssembly.Slot;
import io.vfleet.simulation.kernel.Vf;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.UUID;

/// Builds one host from its blueprint, boots it and runs its boot scripts.
final class HostAssembly {

    private static final Instant FIRST_BOOT = Instant.parse("2025-11-03T06:00:00Z");
    private static final int JUMBO = 9000;
    private static final long GIB = 1024L * 1024;
    private static final OptionalInt ACS = OptionalInt.of(PciAssembly.ACS);

    // everything the agent can do, and passing over what only people elsewhere can know
    private static final String POLICY = "mode: remediate\noverridable: [G12]\n";

    private final Blueprint blueprint;
    private final Kit kit;
    private final SplittableRandom random;
    private final List<CardPort> ports = new ArrayList<>();
    private final Kernel kernel;
    private final HostScripts scripts;

    private HostAssembly(Blueprint blueprint, long seed) {
        this.blueprint = blueprint;
        this.kit = blueprint.kit();
        // every host draws from its own source: a larger fleet begins with the smaller one
        this.random = new SplittableRandom(seed * 1_000_003 + blueprint.number());
        this.kernel = new Kernel(machine(), boot(), blueprint.number());
        this.scripts = new HostScripts(kernel);
    }

    static SimulatedHost build(Blueprint blueprint, long seed) {
        HostAssembly assembly = new HostAssembly(blueprint, seed);
        synchronized (assembly.kernel) {
            assembly.powerOn();
            assembly.runBootScripts();
            assembly.leave();
            new TroubleMaker(assembly.kernel, assembly.ports).make(blueprint.trouble());
            if (blueprint.rented()) {
                new Tenants(assembly.kernel, assembly.ports, assembly.random).moveIn(blueprint);
            }
        }
        return new SimulatedHost(assembly.kernel, assembly.scripts, blueprint, seed);
    }

    private boolean in(Circumstance circumstance) {
        return blueprint.circumstance() == circumstance;
    }

    private Machine machine() {
        return new Machine(
                blueprint.hostname(),
                uuid().toString().replace("-", ""),
                uuid().toString(),
                serial(),
                kit.server(),
                kit.build(),
                !in(Circumstance.FIRMWARE_KEEPS_IOMMU),
                spareKiB(),
                blueprint.labels());
    }

    private List<Long> spareKiB() {
        if (in(Circumstance.LITTLE_SPARE_MEMORY)) {
            return List.of((kit.gigapages() / 2 + random.nextInt(4)) * GIB, 3 * GIB);
        }
        long half = kit.server().memoryGiB() * GIB / 2;
        return List.of(half * 9 / 10, half * 9 / 10);
    }

    private Boot boot() {
        Instant at = FIRST_BOOT.plus(Duration.ofSeconds(random.nextInt(5_000_000)));
        return new Boot(uuid().toString(), at, commandLine());
    }

    private CommandLine commandLine() {
        List<String> words = new ArrayList<>();
        words.add("BOOT_IMAGE=/boot/vmlinuz-" + kit.build().release());
        words.addAll(List.of("root=UUID=" + uuid(), "ro"));
        words.addAll(iommuWords());
        if (kit.gigapages() > 0) {
            words.addAll(List.of("default_hugepagesz=1G", "hugepagesz=1G"));
            words.add("hugepages=" + kit.gigapages());
        }
        return new CommandLine(String.join(" ", words));
    }

    private List<String> iommuWords() {
        if (in(Circumstance.IOMMU_NOT_ASKED_FOR)) {
            return List.of("iommu=pt");
        }
        if (in(Circumstance.IOMMU_SWITCHED_OFF)) {
            return List.of(kit.intel() ? "intel_iommu=off" : "amd_iommu=off");
        }
        return kit.intel() ? List.of("intel_iommu=on", "iommu=pt") : List.of("iommu=pt");
    }

    private void powerOn() {
        PciAssembly pci = new PciAssembly(kit.server().cpu(), blueprint.number());
        pci.plug(new Slot(0, ACS, false), new Card(Cards.I350, Cards.I350.vfs(), serial()));
        for (int card = 0; card < kit.cards(); card++) {
            boolean bare = in(Circumstance.PORT_WITHOUT_ACS) && card == 0;
            Slot slot =
                    new Slot(
                            1 + card * pci.slots() / kit.cards(),
                            bare ? OptionalInt.empty() : ACS,
                            kit.switched());
            ports.addAll(pci.plug(slot, new Card(kit.card(), kit.card().vfs(), serial())));
        }
        List.of("ib_core", "ib_uverbs", "rdma_cm", "rdma_ucm", "iw_cm", "vfio", "vfio_pci", "igb")
                .forEach(kernel::load);
        kernel.load(kit.card().drivers().pf());
        kernel.load(kit.card().drivers().vf());
        if (!in(Circumstance.RDMA_MODULE_LATE)) {
            kit.card().drivers().rdma().ifPresent(kernel::load);
        }
        pci.powerOn(kernel);
    }

    private void runBootScripts() {
        kernel.writeFile("/etc/vfleet/policy.yaml", POLICY);
        BootFiles.write(kernel);
        kernel.netdevs().values().forEach(netdev -> kernel.setUp(netdev, 1500));
        for (CardPort port : ports) {
            port.netdev().ifPresent(netdev -> kernel.setUp(netdev, JUMBO));
            scripts.persist(port, vfs(port));
        }
        scripts.run();
    }

    private int vfs(CardPort port) {
        if (in(Circumstance.NO_VFS)) {
            return 0;
        }
        boolean half = in(Circumstance.HALF_THE_VFS) && port.equals(ports.getFirst());
        return half ? kit.vfs() / 2 : kit.vfs();
    }

    // what happened to the host after its boot
    private void leave() {
        switch (blueprint.circumstance()) {
            case RDMA_MODULE_LATE ->
                    kit.card().drivers().rdma().filter("irdma"::equals).ifPresent(kernel::load);
            case VF_CUT_OFF -> administerSome(Optional.of("disable"), 0, 0);
            case FORMER_TENANT ->
                    administerSome(Optional.of("auto"), 100 + random.nextInt(900), 1000);
            case PORT_WITHOUT_DRIVER -> kernel.unbind(ports.getFirst());
            case CONFINED_AGENT -> confine();
            case RDMA_HALF_TAKEN ->
                    ports.getLast().vfs().stream().skip(1).limit(2).forEach(kernel::withoutRdma);
            case ORDINARY,
                    FIRMWARE_KEEPS_IOMMU,
                    IOMMU_SWITCHED_OFF,
                    IOMMU_NOT_ASKED_FOR,
                    PORT_WITHOUT_ACS,
                    LITTLE_SPARE_MEMORY,
                    HALF_THE_VFS,
                    NO_VFS -> {}
        }
    }

    private void administerSome(Optional<String> linkState, int vlan, int rate) {
        List<Vf> vfs = new ArrayList<>(ports.getFirst().vfs());
        Collections.swap(vfs, 0, random.nextInt(vfs.size()));
        for (Vf vf : vfs.subList(0, Math.min(3, vfs.size()))) {
            VfAdmin now = vf.admin();
            kernel.administer(
                    vf,
                    new VfAdmin(
                            now.mac(),
                            OptionalInt.of(vlan),
                            now.qos(),
                            now.spoofchk(),
                            now.trust(),
                            linkState,
                            now.minTxRate(),
                            OptionalInt.of(rate)));
        }
    }

    private void confine() {
        kernel.functions().forEach(function -> refuse(function.path() + "/config"));
        refuse("/sys/kernel/iommu_groups");
        kernel.functions().stream()
                .flatMapToInt(function -> function.group().stream())
                .distinct()
                .forEach(group -> refuse("/sys/kernel/iommu_groups/" + group + "/devices"));
    }

    private void refuse(String path) {
        kernel.makeUnreadable(path, "Permission denied");
    }

    private UUID uuid() {
        long high = random.nextLong() & ~0xf000L | 0x4000L;
        long low = random.nextLong() >>> 2 | 1L << 63;
        return new UUID(high, low);
    }

    // unique: the number is in it
    private String serial() {
        return "%s%04X%05d"
                .formatted(
                        kit.server().vendor().substring(0, 2).toUpperCase(java.util.Locale.ROOT),
                        random.nextInt(0x10000),
                        blueprint.number());
    }
}
