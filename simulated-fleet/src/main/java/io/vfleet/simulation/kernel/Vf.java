package io.vfleet.simulation.kernel;

import io.vfleet.domain.inventory.VfAdmin;
import io.vfleet.simulation.catalog.PciIds;
import java.util.Optional;
import java.util.OptionalInt;

/// A virtual function while it exists.
public final class Vf extends PciFunction {

    private final CardPort owner;
    private final int index;
    private final long mac;
    private final boolean rdmaOffered;
    private Optional<VfAdmin> admin = Optional.empty();
    private Optional<String> override = Optional.empty();

    /// @param rdmaOffered whether the PF's driver agreed on RDMA with it when it was made
    Vf(CardPort owner, int index, long mac, boolean rdmaOffered) {
        super(owner.vfAddress(index), owner.parent());
        this.owner = owner;
        this.index = index;
        this.mac = mac;
        this.rdmaOffered = rdmaOffered;
    }

    public CardPort owner() {
        return owner;
    }

    public int index() {
        return index;
    }

    /// What its driver finds: the address its PF gave it, or one made up.
    long mac() {
        return given() ? Netdev.number(admin().mac().orElseThrow()) : mac;
    }

    /// Whether its PF gave it an address.
    public boolean given() {
        long told = admin().mac().map(Netdev::number).orElse(0L);
        return told != 0 && told != mac;
    }

    /// `driver_override`.
    public Optional<String> override() {
        return override;
    }

    void override(Optional<String> driver) {
        override = driver;
    }

    boolean rdmaOffered() {
        return rdmaOffered;
    }

    /// What the PF's driver answers for it.
    public VfAdmin admin() {
        return admin.orElseGet(this::untouched);
    }

    void admin(VfAdmin wanted) {
        admin = Optional.of(wanted);
    }

    // mlx5 gives its VFs no admin address; spoof checking is off there and on with Intel
    private VfAdmin untouched() {
        boolean intel = owner.ids().vendor() == 0x8086;
        return new VfAdmin(
                Optional.of(Netdev.text(intel ? mac : 0)),
                OptionalInt.of(0),
                OptionalInt.of(0),
                Optional.of(intel),
                Optional.of(false),
                Optional.of("auto"),
                OptionalInt.of(0),
                OptionalInt.of(0));
    }

    @Override
    public PciIds ids() {
        return owner.ids().withDevice(owner.model().vfDevice());
    }

    @Override
    Optional<String> wantedDriver() {
        return Optional.of(owner.model().drivers().vf());
    }
}
