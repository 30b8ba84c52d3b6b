package io.vfleet.simulation;

import io.vfleet.simulation.catalog.Cards;
import java.util.List;
import java.util.function.Predicate;

/// What a host that is fine does to whoever changes its number of VFs.
enum Trouble {
    NONE(_ -> true),
    /// The first port's driver never comes back.
    WRITES_HANG(_ -> true),
    /// The first port's driver takes half a minute.
    WRITES_ARE_SLOW(_ -> true),
    /// The cards have interrupts for the VFs there are, and no more.
    FEW_INTERRUPTS(kit -> kit.card().equals(Cards.E810)),
    /// The cards have room for the VFs there are, and their driver calls fewer a success.
    FEWER_THAN_ASKED(kit -> kit.card().equals(Cards.BCM57508)),
    /// A virtual machine holds a VF of the first port.
    HELD_BY_MACHINE(kit -> kit.profile().isEmpty() && !kit.rdma()),
    /// A container's network plugin has claimed one.
    CLAIMED_FOR_CONTAINER(_ -> true),
    /// Kubelet has given one to a pod.
    GIVEN_TO_POD(_ -> true),
    /// Something that leaves no trace sets its own count again.
    KEPT_BY_SOMEBODY(_ -> true);

    private final Predicate<Kit> possible;

    Trouble(Predicate<Kit> possible) {
        this.possible = possible;
    }

    boolean possibleWith(Kit kit) {
        return possible.test(kit);
    }

    /// All but the first.
    static List<Trouble> all() {
        return List.of(values()).subList(1, values().length);
    }
}
