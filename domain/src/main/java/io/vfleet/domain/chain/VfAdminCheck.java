package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.PhysicalFunction;
import java.util.List;
import java.util.stream.Stream;

/// Asks what every PF enforces on its VFs, where that was read; each VF that is not as it should be
/// is told by itself.
interface VfAdminCheck extends Check {

    /// One for each such VF.
    Stream<Conclusion> broken(Examination host, PhysicalFunction pf);

    @Override
    default Stream<Conclusion> examine(Examination host) {
        return host.pfs().stream().flatMap(pf -> conclude(host, pf).stream());
    }

    private List<Conclusion> conclude(Examination host, PhysicalFunction pf) {
        return VfAdminState.unasked(host, pf).map(List::of).orElseGet(() -> answered(host, pf));
    }

    private List<Conclusion> answered(Examination host, PhysicalFunction pf) {
        List<Conclusion> told =
                Stream.concat(VfAdminState.missing(host, pf), broken(host, pf)).toList();
        return told.isEmpty() ? List.of(new Conclusion.Intact(Examination.subject(pf))) : told;
    }
}
