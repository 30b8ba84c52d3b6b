package io.vfleet.simulation;

import io.vfleet.agent.host.Host;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.simulation.catalog.CardModel;
import io.vfleet.simulation.catalog.Cards;
import io.vfleet.simulation.kernel.CardPort;
import io.vfleet.simulation.kernel.CardState;
import io.vfleet.simulation.kernel.Condition;
import io.vfleet.simulation.kernel.Kernel;
import io.vfleet.simulation.kernel.NumVfs;
import java.util.List;
import java.util.function.Consumer;

/// A simulated host for the [ErrnoTable].
record SimulatedSituation(SimulatedHost simulated) implements ErrnoTable.Machine {

    /// The cards on which a situation can arise.
    static List<CardModel> cards(Situation situation) {
        return switch (situation) {
            case ICE_SHORT_OF_INTERRUPTS, ICE_IN_SAFE_MODE, NO_BUS_NUMBERS -> List.of(Cards.E810);
            case I40E_BUSY -> List.of(Cards.XXV710);
            case I40E_SHORT_OF_RESOURCES -> List.of(Cards.X710);
            case BNXT_SHORT_OF_RESOURCES, BNXT_DOWN -> List.of(Cards.BCM57508);
            default -> List.of(Cards.I350, Cards.CONNECTX7, Cards.E810, Cards.BCM57508);
        };
    }

    @Override
    public Host host() {
        return simulated;
    }

    @Override
    public PciAddress pf() {
        return port().address();
    }

    @Override
    public void prepare(int count, Situation situation) {
        bringTo(count);
        Kernel kernel = simulated.kernel();
        synchronized (kernel) {
            enter(situation, kernel);
        }
    }

    private void bringTo(int count) {
        try {
            NumVfs attribute = new NumVfs(simulated.kernel(), port());
            attribute.store("0");
            attribute.store(Integer.toString(count));
        } catch (InterruptedException gone) {
            throw new IllegalStateException(gone);
        }
    }

    private void enter(Situation situation, Kernel kernel) {
        switch (situation) {
            case NO_DRIVER -> kernel.unbind(port());
            case DRIVER_WITHOUT_SRIOV -> kernel.handTo(port(), "pci-stub");
            case GIVEN_TO_VFIO -> kernel.handTo(port(), "vfio-pci");
            case ICE_SHORT_OF_INTERRUPTS -> change(it -> it.msixVectorsLeft(7));
            case ICE_IN_SAFE_MODE -> change(it -> it.in(Condition.SAFE_MODE));
            case I40E_BUSY -> change(it -> it.in(Condition.OPERATION_PENDING));
            case I40E_SHORT_OF_RESOURCES, BNXT_SHORT_OF_RESOURCES -> change(it -> it.roomForVfs(3));
            case BNXT_DOWN -> kernel.setDown(port().netdev().orElseThrow());
            case NO_MMIO_SPACE -> change(it -> it.in(Condition.BARS_UNASSIGNED));
            case NO_BUS_NUMBERS -> change(it -> it.lastBus(0));
            case CONTRADICTORY_CAPABILITY ->
                    change(it -> it.in(Condition.CONTRADICTORY_CAPABILITY));
            case OWN_DRIVER, NO_FUNCTION, OTHER_FUNCTION, READ_ONLY_ATTRIBUTE, NO_ATTRIBUTE -> {}
            case NOT_ROOT, SYS_IS_READ_ONLY ->
                    throw new IllegalArgumentException(situation + " is not simulated");
        }
    }

    private void change(Consumer<CardState> change) {
        simulated.kernel().change(port(), change);
    }

    private CardPort port() {
        synchronized (simulated.kernel()) {
            return simulated.kernel().cardPorts().get(2);
        }
    }
}
