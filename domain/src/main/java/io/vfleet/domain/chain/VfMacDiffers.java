package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.Netdev;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.VfAdmin;
import io.vfleet.domain.inventory.VirtualFunction;
import io.vfleet.domain.remedy.Fix;
import io.vfleet.domain.remedy.ShellWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// With the spoof check on, the card drops what leaves a VF from another MAC than its PF set for
/// it.
final class VfMacDiffers implements VfAdminCheck {

    private static final CheckInfo INFO =
            CheckInfo.lesser(
                            "vf-mac-differs",
                            "A5.2",
                            Link.VFS,
                            "Has every VF's interface the MAC that its PF checks for?")
                    .showing(Symptom.TRAFFIC_STAYS_ON_HOST);
    private static final String NONE = "00:00:00:00:00:00";

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Stream<Conclusion> broken(Examination host, PhysicalFunction pf) {
        return pf.virtualFunctions().stream()
                .flatMap(vf -> checked(vf).stream().flatMap(mac -> differing(pf, vf, mac)));
    }

    // none is set: the VF may take any
    private static Optional<String> checked(VirtualFunction vf) {
        return vf.admin()
                .filter(admin -> admin.spoofchk().orElse(false))
                .flatMap(VfAdmin::mac)
                .filter(mac -> !mac.equals(NONE));
    }

    private static Stream<Conclusion> differing(
            PhysicalFunction pf, VirtualFunction vf, String checked) {
        return vf.netdevs().stream()
                .filter(netdev -> netdev.mac().filter(mac -> !mac.equals(checked)).isPresent())
                .limit(1)
                .map(netdev -> broken(pf, vf, netdev, checked));
    }

    private static Conclusion broken(
            PhysicalFunction pf, VirtualFunction vf, Netdev netdev, String checked) {
        String own = netdev.mac().orElse("");
        return new FindingDraft(
                        INFO,
                        Examination.subject(pf, vf),
                        "The interface of %s has the MAC %s, its PF %s checks for %s (spoofchk on): what it sends is dropped."
                                .formatted(vf.address(), own, pf.address(), checked))
                .severity(Severity.WARNING)
                .confidence(Confidence.HIGH)
                .fix(fixes(pf, vf, own))
                .evidence(
                        Evidence.of(
                                vf.path("net/%s/address".formatted(netdev.name())), own, checked))
                .evidence(
                        Evidence.of(
                                VfAdminState.path(pf, vf),
                                "mac %s, spoofchk on".formatted(checked)))
                .conclude();
    }

    private static List<Fix> fixes(PhysicalFunction pf, VirtualFunction vf, String own) {
        List<Fix> steps = new ArrayList<>();
        if (ShellWord.safe(own)) {
            steps.add(Fix.inWindow(VfAdminState.command(pf, vf, "mac " + own)));
        }
        steps.add(
                Fix.of(
                        "# or, for bonds and bridges of the VF's user: "
                                + VfAdminState.command(pf, vf, "spoofchk off trust on")));
        return steps;
    }
}
