package io.vfleet.agent.operate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// BIND_VF_DRIVER: gives a VF to its family's driver or to vfio-pci. The latter takes what names it
/// in `driver_override`, which stays, so that nothing else takes the VF.
final class VfDriverDeed extends VfDeed {

    private final String driver;

    VfDriverDeed(OneVf vf, String driver) {
        super(vf);
        this.driver = driver;
    }

    @Override
    public List<Gate> gates() {
        List<Gate> gates = new ArrayList<>(FREE_VF);
        gates.add(new VfDriverGate(driver));
        return gates;
    }

    // its MTU went with its netdev, the new driver has one of its own
    @Override
    VfSettings target(VfSettings found) {
        Optional<String> override =
                Optional.of(driver).filter(name -> name.equals(VfDriverGate.VFIO));
        return new VfSettings(
                found.state(),
                found.ownMac(),
                Optional.of(driver),
                override,
                OptionalInt.empty(),
                found.interrupts());
    }

    @Override
    boolean is(VfSettings found) {
        return found.driver().equals(Optional.of(driver));
    }

    @Override
    public String words() {
        return vf().name() + " has the driver " + driver;
    }
}
