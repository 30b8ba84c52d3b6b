package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.PhysicalFunction;
import java.util.stream.Stream;

/// Asks every PF that counts, and has one answer for it and its VFs together.
interface PfCheck extends Check {

    Conclusion conclude(Examination host, PhysicalFunction pf);

    @Override
    default Stream<Conclusion> examine(Examination host) {
        return host.pfs().stream().map(pf -> conclude(host, pf));
    }
}
