package io.vfleet.domain.chain;

import static io.vfleet.domain.chain.Examination.NODE;

import io.vfleet.domain.inventory.Kubernetes;
import io.vfleet.domain.inventory.RdmaDevice;
import io.vfleet.domain.remedy.Fix;
import java.util.Optional;
import java.util.stream.Stream;

/// In exclusive mode an RDMA device is in one network namespace, and somebody must move it into the
/// pod along with the interface (rdma-system(8)); on Kubernetes that is the CNI plugin `rdma`.
final class RdmaNetnsExclusive implements NodeCheck {

    private static final CheckInfo INFO =
            CheckInfo.lesser(
                            "rdma-netns-exclusive",
                            "D45",
                            Link.RDMA,
                            "Can pods get the RDMA devices of their VFs?")
                    .showing(Symptom.RDMA_DEVICE_UNUSABLE);
    private static final String MODE = "/sys/module/ib_core/parameters/netns_mode";
    private static final String PLUGINS = "/opt/cni/bin";
    private static final String PLUGIN = "rdma";

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Conclusion conclude(Examination host) {
        Kubernetes kubernetes = host.inventory().kubernetes();
        if (kubernetes.cniPlugins().isEmpty()) {
            return host.unread(NODE, PLUGINS)
                    .orElseGet(() -> new Conclusion.NotApplicable(NODE, "no CNI plugins here"));
        }
        if (!anyDevice(host)) {
            return new Conclusion.NotApplicable(NODE, "no RDMA device");
        }
        Optional<Boolean> shared = host.host().kernel().rdmaNetnsShared();
        if (shared.isEmpty()) {
            return host.unread(NODE, MODE)
                    .orElseGet(
                            () -> new Conclusion.NotApplicable(NODE, "this kernel tells no mode"));
        }
        boolean fine = shared.get() || kubernetes.cniPlugins().contains(PLUGIN);
        return fine ? new Conclusion.Intact(NODE) : broken(host);
    }

    private static boolean anyDevice(Examination host) {
        Stream<RdmaDevice> devices =
                host.pfs().stream()
                        .flatMap(pf ->
                                Stream.concat(
                                        pf.rdmaDevices().stream(),
                                        pf.virtualFunctions().stream()
                                                .flatMap(vf -> vf.rdmaDevices().stream())));
        return devices.anyMatch(RdmaDevice::hardware);
    }

    private static Conclusion broken(Examination host) {
        boolean wanted = host.expectations().rdma().orElse(false);
        return new FindingDraft(
                        INFO,
                        NODE,
                        "RDMA devices are in one network namespace each (exclusive mode), and the CNI"
                                + " plugin that moves them into pods is missing: ibv_devinfo finds"
                                + " none there.")
                .severity(wanted ? Severity.CRITICAL : Severity.WARNING)
                .confidence(Confidence.HIGH)
                .fix(Fix.of("# install the CNI plugin rdma and chain it after sriov"))
                .fix(
                        Fix.inWindow(
                                "# or, while no pod uses RDMA: rdma system set netns shared; for"
                                        + " good: options ib_core netns_mode=1"))
                .evidence(Evidence.of(MODE, "N", "Y, or the plugin rdma"))
                .evidence(Evidence.of(PLUGINS, "no rdma", "rdma"))
                .conclude();
    }
}
