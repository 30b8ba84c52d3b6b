package io.vfleet.simulation.kernel;

import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.simulation.catalog.Cpu;
import io.vfleet.simulation.catalog.PciIds;
import io.vfleet.simulation.kernel.Bridge.Buses;
import io.vfleet.simulation.kernel.Bridge.Kind;
import io.vfleet.simulation.kernel.CardPort.Card;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/// Puts a server's cards into its slots and numbers the buses as firmware does.
public final class PciAssembly {

    /// What ports of today offer: SV, TB, RR, CR, UF (PCIe 6.0 §7.7.11.2).
    public static final int ACS = 0x1f;

    private static final int LAST_DEVICE = 31;
    private static final PciIds SWITCH = new PciIds(0x1000, 0xc030, 0x1000, 0x0000, 0xb0, 0x060400);

    private final Cpu cpu;
    private final long number;
    private final List<RootComplex> complexes;
    private final TreeMap<PciAddress, PciFunction> functions = new TreeMap<>();
    private final Map<RootComplex, Integer> nextBus = new HashMap<>();
    private final Map<RootComplex, Integer> nextDevice = new HashMap<>();
    private int ports;

    /// A place for a card.
    ///
    /// @param complex which of the root complexes
    /// @param acs what the root port's capability offers; empty: it has none
    /// @param behindSwitch on a board with a PCI Express switch
    public record Slot(int complex, OptionalInt acs, boolean behindSwitch) {}

    public PciAssembly(Cpu cpu, long number) {
        this.cpu = cpu;
        this.number = number;
        this.complexes = complexes(cpu);
        chipset();
    }

    /// How many root complexes there are besides the chipset's own, which is number 0.
    public int slots() {
        return complexes.size() - 1;
    }

    /// Adds a card with all its ports.
    public List<CardPort> plug(Slot slot, Card card) {
        RootComplex complex = complexes.get(slot.complex());
        int bus = nextBus.getOrDefault(complex, complex.bus() + 1);
        int cardBus = slot.behindSwitch() ? bus + 2 : bus;
        int last = lastBus(card, cardBus);
        nextBus.put(complex, last + 1);
        int device = nextDevice.merge(complex, 2, Integer::sum) - 1;
        Bridge root =
                add(
                        new Bridge(
                                at(complex.bus(), device, 0, complex),
                                cpu.rootPort(),
                                Kind.ROOT_PORT,
                                new Buses(bus, last),
                                slot.acs()));
        Bridge above = slot.behindSwitch() ? throughSwitch(root, last) : root;
        return ports(card, cardBus, above);
    }

    /// Lets the kernel find everything, in the order of the addresses.
    public void powerOn(Kernel kernel) {
        functions.values().forEach(kernel::found);
    }

    private Bridge throughSwitch(Bridge root, int last) {
        int bus = root.buses().secondary();
        Bridge upstream =
                add(
                        new Bridge(
                                at(bus, 0, 0, root),
                                SWITCH,
                                Kind.UPSTREAM_PORT,
                                new Buses(bus + 1, last),
                                OptionalInt.empty()));
        return add(
                new Bridge(
                        at(bus + 1, 0, 0, upstream),
                        SWITCH,
                        Kind.DOWNSTREAM_PORT,
                        new Buses(bus + 2, last),
                        OptionalInt.of(ACS)));
    }

    private List<CardPort> ports(Card card, int bus, Bridge above) {
        List<CardPort> made = new ArrayList<>();
        for (int port = 0; port < card.model().ports(); port++) {
            long mac = HardwareAddresses.ofPort(number, card.model().macPrefix(), ports++);
            made.add(add(new CardPort(at(bus, 0, port, above), card, port, mac)));
        }
        return List.copyOf(made);
    }

    private static int lastBus(Card card, int bus) {
        int lastPort = card.model().ports() - 1;
        int lastVf =
                card.vfs().offset(lastPort)
                        + lastPort
                        + card.vfs().stride() * (card.vfs().total() - 1);
        return bus + (lastVf >> 8);
    }

    private void chipset() {
        RootComplex main = complexes.getFirst();
        if (cpu.intel()) {
            addChip(at(0, 0, 0, main), ids(0x09a2, 0x088000), Optional.empty());
            addChip(at(0, LAST_DEVICE, 0, main), ids(0x1b81, 0x060100), Optional.of("lpc_ich"));
            addChip(at(0, LAST_DEVICE, 4, main), ids(0x1bc9, 0x0c0500), Optional.of("i801_smbus"));
            addChip(at(0, 0x17, 0, main), ids(0x1ba2, 0x010601), Optional.of("ahci"));
            return;
        }
        addChip(at(0, 0, 0, main), ids(0x14a4, 0x060000), Optional.empty());
        addChip(at(0, 0x14, 0, main), ids(0x790b, 0x0c0500), Optional.empty());
        addChip(at(0, 0x14, 3, main), ids(0x790e, 0x060100), Optional.empty());
    }

    private void addChip(Bridge.At at, PciIds ids, Optional<String> driver) {
        add(new ChipsetFunction(at, ids, driver));
    }

    private PciIds ids(int device, int classCode) {
        int vendor = cpu.rootPort().vendor();
        return new PciIds(vendor, device, vendor, 0x7270, 0x11, classCode);
    }

    private <F extends PciFunction> F add(F function) {
        functions.put(function.address(), function);
        return function;
    }

    private static Bridge.At at(int bus, int device, int function, Attachment parent) {
        return new Bridge.At(new PciAddress(0, bus, device, function), parent);
    }

    // two sockets, as such boards number their buses
    private static List<RootComplex> complexes(Cpu cpu) {
        int[] buses =
                cpu.intel()
                        ? new int[] {0x00, 0x16, 0x30, 0x4a, 0x64, 0x97, 0xb0, 0xc9, 0xe2}
                        : new int[] {0x00, 0x20, 0x40, 0x60, 0x80, 0xa0, 0xc0, 0xe0};
        List<RootComplex> made = new ArrayList<>();
        for (int bus : buses) {
            made.add(RootComplex.of(bus, bus < 0x80 ? 0 : 1));
        }
        return List.copyOf(made);
    }
}
