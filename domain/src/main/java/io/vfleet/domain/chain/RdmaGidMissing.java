package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.Gap;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.RdmaDevice;
import io.vfleet.domain.inventory.VfHolder;
import io.vfleet.domain.inventory.VfUse;
import io.vfleet.domain.inventory.VirtualFunction;
import io.vfleet.domain.remedy.Fix;
import io.vfleet.domain.remedy.ShellWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// On Ethernet an RDMA device has a GID for each IP address of its interface; without one its peers
/// beyond the link have nothing to reach it by, though the port is active.
final class RdmaGidMissing implements PfCheck {

    private static final CheckInfo INFO =
            CheckInfo.lesser(
                            "rdma-gid-missing",
                            "D48",
                            Link.RDMA,
                            "Has every VF on Ethernet that is used a GID that peers can reach?")
                    .showing(Symptom.RDMA_DEVICE_UNUSABLE);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Conclusion conclude(Examination host, PhysicalFunction pf) {
        Subject subject = Examination.subject(pf);
        List<VirtualFunction> judged =
                pf.virtualFunctions().stream().filter(RdmaGidMissing::judged).toList();
        if (judged.isEmpty()) {
            return new Conclusion.NotApplicable(
                    subject, "no VF in use has an active RDMA port on Ethernet");
        }
        List<VirtualFunction> missing =
                judged.stream()
                        .filter(RdmaGidMissing::linkLocal)
                        .filter(RdmaGidMissing::held)
                        .toList();
        if (!missing.isEmpty()) {
            return broken(host, pf, missing);
        }
        return judged.stream()
                .filter(vf -> vf.gid().filter(RdmaDevice::routable).isEmpty())
                .map(vf -> unknown(host, subject, vf))
                .findFirst()
                .orElseGet(() -> new Conclusion.Intact(subject));
    }

    // the addresses of a bond make GIDs of its active member only
    private static boolean judged(VirtualFunction vf) {
        return !(vf.use() instanceof VfUse.Free)
                && device(vf).isPresent()
                && vf.use().holders().stream()
                        .noneMatch(holder -> holder.kind().equals(VfHolder.MASTER));
    }

    private static Optional<RdmaDevice> device(VirtualFunction vf) {
        return vf.rdmaDevices().stream()
                .filter(RdmaDevice::hardware)
                .filter(device ->
                        device.ports().stream().anyMatch(RdmaDevice.Port::activeOnEthernet))
                .findFirst();
    }

    private static boolean held(VirtualFunction vf) {
        return vf.use() instanceof VfUse.Held;
    }

    private static boolean linkLocal(VirtualFunction vf) {
        return vf.gid().filter(gid -> !RdmaDevice.routable(gid)).isPresent();
    }

    private static Conclusion unknown(Examination host, Subject subject, VirtualFunction vf) {
        String path = path(vf);
        Optional<Gap> unread =
                host.gapTouching(List.of(path, vf.path("infiniband/" + name(vf) + "/ports")));
        String why = linkLocal(vf) ? "who uses it is not known" : "not reported";
        return unread.map(gap -> new Conclusion.Unknown(subject, gap.path(), gap.reason()))
                .orElseGet(() -> new Conclusion.Unknown(subject, path, why));
    }

    private static Conclusion broken(
            Examination host, PhysicalFunction pf, List<VirtualFunction> missing) {
        boolean wanted = host.expectations().rdma().orElse(false);
        String cause =
                "%s of %s in use without a GID that reaches beyond the link: %s."
                        .formatted(
                                Words.count(missing.size(), "VF"),
                                pf.address(),
                                Words.list(
                                        missing.stream().map(VirtualFunction::address).toList()));
        return new FindingDraft(INFO, Examination.subject(pf), cause)
                .severity(wanted ? Severity.WARNING : Severity.INFO)
                .confidence(Confidence.MEDIUM)
                .fix(fixes(missing.getFirst()))
                .evidence(
                        missing.stream()
                                .limit(8)
                                .map(vf ->
                                        Evidence.of(
                                                path(vf),
                                                vf.gid().orElse(""),
                                                "a GID of an IP address"))
                                .toList())
                .conclude();
    }

    private static List<Fix> fixes(VirtualFunction vf) {
        List<Fix> steps = new ArrayList<>();
        steps.add(
                Fix.of(
                        "# give the interface of the VF an IP address: IPAM in the pod's network"
                                + " (NetworkAttachmentDefinition)"));
        if (ShellWord.safe(name(vf))) {
            steps.add(Fix.of("grep -H . " + path(vf) + "/*/gids/*"));
        }
        return steps;
    }

    private static String name(VirtualFunction vf) {
        return device(vf).map(RdmaDevice::name).orElse("*");
    }

    private static String path(VirtualFunction vf) {
        return "/sys/class/infiniband/" + name(vf) + "/ports";
    }
}
