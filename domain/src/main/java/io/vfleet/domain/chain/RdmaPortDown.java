package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.RdmaDevice;
import io.vfleet.domain.inventory.VirtualFunction;
import io.vfleet.domain.remedy.Fix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// An RDMA port that is not active carries nothing. On Ethernet it follows its interface, on
/// InfiniBand a subnet manager must have spoken to it.
final class RdmaPortDown implements PfCheck {

    private static final CheckInfo INFO =
            CheckInfo.lesser(
                            "rdma-port-down",
                            "D47",
                            Link.RDMA,
                            "Is the RDMA port active of every VF whose interface is up?")
                    .showing(Symptom.RDMA_DEVICE_UNUSABLE)
                    .causedBy(RdmaGuidZero.ID, PfLinkDown.ID);
    private static final String ACTIVE = "ACTIVE";

    /// A port of a VF's device.
    private record OfVf(VirtualFunction vf, RdmaDevice device, RdmaDevice.Port port) {

        String path() {
            return vf.path("infiniband/%s/ports/%d/state".formatted(device.name(), port.number()));
        }

        boolean silent() {
            return port.state().isEmpty();
        }

        boolean active() {
            return port.state().filter(ACTIVE::equals).isPresent();
        }
    }

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Conclusion conclude(Examination host, PhysicalFunction pf) {
        Subject subject = Examination.subject(pf);
        List<OfVf> ports =
                pf.virtualFunctions().stream()
                        .filter(RdmaPortDown::judged)
                        .mapMulti(RdmaPortDown::ports)
                        .toList();
        List<OfVf> down = ports.stream().filter(one -> !one.active() && !one.silent()).toList();
        if (!down.isEmpty()) {
            return broken(pf, down);
        }
        Optional<OfVf> silent = ports.stream().filter(OfVf::silent).findFirst();
        if (silent.isPresent()) {
            return host.unknown(subject, silent.get().path());
        }
        return ports.isEmpty()
                ? new Conclusion.NotApplicable(subject, "no VF is up here and has an RDMA device")
                : new Conclusion.Intact(subject);
    }

    // what is down, or in a pod, says nothing
    private static boolean judged(VirtualFunction vf) {
        return vf.netdevs().stream()
                .anyMatch(netdev -> netdev.operState().filter("up"::equals).isPresent());
    }

    private static void ports(VirtualFunction vf, Consumer<OfVf> to) {
        vf.rdmaDevices().stream()
                .filter(RdmaDevice::hardware)
                .forEach(device ->
                        device.ports().forEach(port -> to.accept(new OfVf(vf, device, port))));
    }

    private static Conclusion broken(PhysicalFunction pf, List<OfVf> down) {
        List<String> names = down.stream().map(one -> one.vf.address().toString()).toList();
        boolean infiniBand = down.stream().anyMatch(one -> one.port.infiniBand());
        String why = infiniBand ? byManager(pf) : "though the interface is up.";
        return new FindingDraft(
                        INFO,
                        Examination.subject(pf),
                        "The RDMA port of %s of %s is not active: %s: %s"
                                .formatted(
                                        Words.count(down.size(), "VF"),
                                        pf.address(),
                                        Words.list(names),
                                        why))
                .severity(Severity.WARNING)
                .confidence(Confidence.HIGH)
                .fix(fixes(pf, down.getFirst(), infiniBand))
                .evidence(
                        down.stream()
                                .limit(8)
                                .map(one ->
                                        Evidence.of(
                                                one.path(), one.port.state().orElse(""), ACTIVE))
                                .toList())
                .conclude();
    }

    // one that has set up the PF's port is there
    private static String byManager(PhysicalFunction pf) {
        List<Optional<String>> states =
                pf.rdmaDevices().stream()
                        .flatMap(device -> device.ports().stream())
                        .filter(RdmaDevice.Port::infiniBand)
                        .map(RdmaDevice.Port::state)
                        .toList();
        if (states.contains(Optional.of(ACTIVE))) {
            return "the subnet manager has set up the PF's own port, so that it is the VF's GUID or"
                    + " its policy.";
        }
        return states.isEmpty() || states.contains(Optional.<String>empty())
                ? "no subnet manager has set it up, or its policy is down."
                : "nor is the PF's own port: no subnet manager has set them up.";
    }

    private static List<Fix> fixes(PhysicalFunction pf, OfVf first, boolean infiniBand) {
        List<Fix> steps = new ArrayList<>();
        if (infiniBand) {
            steps.add(Fix.of(VfAdminState.command(pf, first.vf, "state auto")));
            steps.add(Fix.of("# ask the subnet manager: sminfo, ibstat"));
            return steps;
        }
        steps.add(Fix.of("rdma link"));
        steps.add(Fix.of("dmesg | grep " + first.vf.address()));
        return steps;
    }
}
