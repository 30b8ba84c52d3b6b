package io.vfleet.domain.wire;

import io.vfleet.domain.inventory.PciAddress;
import java.util.Optional;

/// Addresses in a row: as far from one another as the two before, at first side by side.
final class Steps {

    private Optional<PciAddress> last = Optional.empty();
    private int step = 1;

    void at(PciAddress address) {
        step =
                last.filter(before -> before.domain() == address.domain())
                        .map(before -> address.routingId() - before.routingId())
                        .orElse(1);
        last = Optional.of(address);
    }

    void restart() {
        last = Optional.empty();
    }

    Optional<PciAddress> next() {
        return last.flatMap(address -> address.plus(step));
    }
}
