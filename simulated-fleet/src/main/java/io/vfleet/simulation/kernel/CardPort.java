package io.vfleet.simulation.kernel;

import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.simulation.catalog.CardModel;
import io.vfleet.simulation.catalog.PciIds;
import io.vfleet.simulation.catalog.VfLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// One port of a network card: a PF.
public final class CardPort extends PciFunction {

    private final Card card;
    private final int port;
    private final long mac;
    private final List<Vf> vfs = new ArrayList<>();
    private final CardState state = new CardState();
    private boolean driversAutoprobe = true;
    private volatile Semaphore deviceLock = new Semaphore(1);

    /// The card a port is on.
    ///
    /// @param vfs as its firmware is set
    public record Card(CardModel model, VfLayout vfs, String serial) {}

    CardPort(Bridge.At at, Card card, int port, long mac) {
        super(at.address(), at.parent());
        this.card = card;
        this.port = port;
        this.mac = mac;
    }

    public Card card() {
        return card;
    }

    public CardModel model() {
        return card.model();
    }

    public int port() {
        return port;
    }

    public long mac() {
        return mac;
    }

    /// How it answers writes.
    public CardState state() {
        return state;
    }

    /// Held by who writes or reads `sriov_numvfs` (`device_lock`), and never asked for under the
    /// kernel's monitor: it may be held forever.
    public Semaphore deviceLock() {
        return deviceLock;
    }

    void reboot() {
        deviceLock = new Semaphore(1);
        driversAutoprobe = true;
        state.rebooted();
    }

    /// The last bus number that is passed on to the card.
    int lastBus() {
        int bridge = parent() instanceof Bridge above ? above.buses().subordinate() : 0xff;
        return state.lastBus().orElse(bridge);
    }

    /// `sriov_totalvfs`: the capability's or what the driver lowered it to.
    public int totalVfs() {
        return driver().equals(wantedDriver())
                ? Math.min(card.vfs().total(), card.vfs().usable())
                : card.vfs().total();
    }

    public int vfOffset() {
        return card.vfs().offset(port);
    }

    public int vfStride() {
        return card.vfs().stride();
    }

    /// Whether the platform gave the VFs' BARs addresses.
    public boolean vfBarsAssigned() {
        return !state.is(Condition.BARS_UNASSIGNED);
    }

    public List<Vf> vfs() {
        return Collections.unmodifiableList(vfs);
    }

    public boolean driversAutoprobe() {
        return driversAutoprobe;
    }

    void driversAutoprobe(boolean probe) {
        driversAutoprobe = probe;
    }

    /// Where a VF answers: routing id + offset + stride × index (drivers/pci/iov.c,
    /// `pci_iov_virtfn_bus`), which may be on the next bus.
    PciAddress vfAddress(int index) {
        PciAddress own = address();
        int routingId = own.bus() << 8 | own.device() << 3 | own.function();
        int vf = routingId + vfOffset() + vfStride() * index;
        return new PciAddress(own.domain(), vf >> 8, vf >> 3 & 0x1f, vf & 7);
    }

    void add(Vf vf) {
        vfs.add(vf);
    }

    void clearVfs() {
        vfs.clear();
    }

    @Override
    public PciIds ids() {
        return card.model().ids();
    }

    @Override
    Optional<String> wantedDriver() {
        return Optional.of(card.model().drivers().pf());
    }
}
