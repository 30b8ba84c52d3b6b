package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.RdmaDevice;
import io.vfleet.domain.inventory.VirtualFunction;
import io.vfleet.domain.remedy.Fix;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// On InfiniBand a VF without a GUID is nobody to the subnet manager; on Ethernet the driver makes
/// one from the MAC.
final class RdmaGuidZero implements PfCheck {

    static final String ID = "rdma-guid-zero";

    private static final CheckInfo INFO =
            CheckInfo.lesser(ID, "D46", Link.RDMA, "Has every VF on InfiniBand a GUID of its own?")
                    .showing(Symptom.RDMA_DEVICE_UNUSABLE);

    /// A device on InfiniBand and its VF.
    private record OfVf(VirtualFunction vf, RdmaDevice device) {

        boolean zero() {
            return device.nodeGuid().filter(guid -> guid.matches("[0:]+")).isPresent();
        }
    }

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Conclusion conclude(Examination host, PhysicalFunction pf) {
        Subject subject = Examination.subject(pf);
        List<OfVf> judged = pf.virtualFunctions().stream().mapMulti(RdmaGuidZero::devices).toList();
        if (judged.isEmpty()) {
            return new Conclusion.NotApplicable(subject, "no VF on InfiniBand");
        }
        List<VirtualFunction> zero =
                judged.stream().filter(OfVf::zero).map(OfVf::vf).distinct().toList();
        if (!zero.isEmpty()) {
            return broken(host, pf, zero);
        }
        return judged.stream()
                .filter(one -> one.device.nodeGuid().isEmpty())
                .map(one -> host.unknown(subject, path(one.vf)))
                .findFirst()
                .orElseGet(() -> new Conclusion.Intact(subject));
    }

    private static void devices(VirtualFunction vf, Consumer<OfVf> to) {
        vf.rdmaDevices().stream()
                .filter(device -> device.hardware() && device.infiniBand())
                .forEach(device -> to.accept(new OfVf(vf, device)));
    }

    private static String path(VirtualFunction vf) {
        return vf.path("infiniband/*/node_guid");
    }

    private static Conclusion broken(
            Examination host, PhysicalFunction pf, List<VirtualFunction> zero) {
        List<String> names = zero.stream().map(vf -> vf.address().toString()).toList();
        boolean wanted = host.expectations().rdma().orElse(false);
        return new FindingDraft(
                        INFO,
                        Examination.subject(pf),
                        "%s of %s without a GUID, so that the subnet manager ignores them: %s."
                                .formatted(
                                        Words.count(zero.size(), "VF"),
                                        pf.address(),
                                        Words.list(names)))
                .severity(wanted ? Severity.CRITICAL : Severity.WARNING)
                .fix(fixes(pf, zero.getFirst()))
                .evidence(
                        zero.stream()
                                .limit(8)
                                .map(vf -> Evidence.of(path(vf), "all zero", "a GUID"))
                                .toList())
                .conclude();
    }

    // the driver of the VF asks for it once, when it starts
    private static List<Fix> fixes(PhysicalFunction pf, VirtualFunction vf) {
        List<Fix> steps = new ArrayList<>();
        steps.add(Fix.of(VfAdminState.command(pf, vf, "node_guid GUID")));
        steps.add(Fix.of(VfAdminState.command(pf, vf, "port_guid GUID")));
        steps.add(
                Fix.inWindow(
                        "echo %s > %s && echo %s > /sys/bus/pci/drivers_probe"
                                .formatted(vf.address(), vf.path("driver/unbind"), vf.address())));
        return steps;
    }
}
