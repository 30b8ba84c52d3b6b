package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.VirtualFunction;
import java.util.Optional;
import java.util.stream.Stream;

/// Where the admin state of VFs comes from, and what to say when it did not come.
final class VfAdminState {

    private VfAdminState() {}

    /// Empty when the state was asked for and there are VFs.
    static Optional<Conclusion> unasked(Examination host, PhysicalFunction pf) {
        Subject subject = Examination.subject(pf);
        if (pf.virtualFunctions().isEmpty()) {
            return Optional.of(new Conclusion.NotApplicable(subject, "no VFs"));
        }
        if (pf.vfAdminReadAt().isPresent()) {
            return Optional.empty();
        }
        return host.unread(subject, path(pf))
                .or(() -> Optional.of(new Conclusion.NotApplicable(subject, "not asked")));
    }

    /// Once per PF, when the answer lacks some of its VFs.
    static Stream<Conclusion> missing(Examination host, PhysicalFunction pf) {
        boolean all = pf.virtualFunctions().stream().allMatch(vf -> vf.admin().isPresent());
        return all ? Stream.empty() : host.unread(Examination.subject(pf), path(pf)).stream();
    }

    static String path(PhysicalFunction pf) {
        return "rtnetlink:" + pf.address() + "/vfinfo";
    }

    static String path(PhysicalFunction pf, VirtualFunction vf) {
        return path(pf) + "/" + index(vf);
    }

    /// `ip link set ens3f0 vf 3 trust on`.
    static String command(PhysicalFunction pf, VirtualFunction vf, String setting) {
        return command(pf, index(vf), setting);
    }

    /// The same for a VF of any index.
    static String command(PhysicalFunction pf, String index, String setting) {
        return "ip link set %s vf %s %s".formatted(netdev(pf), index, setting);
    }

    /// The interface as a shell may read it, or how a shell finds it.
    static String netdev(PhysicalFunction pf) {
        return Examination.netdev(pf).orElse("\"$(ls %s)\"".formatted(pf.path("net")));
    }

    private static String index(VirtualFunction vf) {
        return vf.index().stream().mapToObj(Integer::toString).findFirst().orElse("N");
    }
}
