package io.vfleet.domain.chain;

import static io.vfleet.domain.chain.Examination.NODE;

import io.vfleet.domain.inventory.RdmaDevice;
import io.vfleet.domain.remedy.Fix;
import java.util.ArrayList;
import java.util.List;

/// Programs reach RDMA devices through character devices that ib_uverbs and rdma_ucm make; the
/// kernel loads neither by itself without rdma-core (its Documentation/udev.md).
final class RdmaVerbsMissing implements NodeCheck {

    static final String ID = "rdma-verbs-missing";

    private static final CheckInfo INFO =
            CheckInfo.lesser(
                            ID,
                            "D44",
                            Link.RDMA,
                            "Are the modules there by which programs reach RDMA devices?")
                    .showing(Symptom.RDMA_DEVICE_UNUSABLE);
    private static final String MODULES = "/proc/modules";
    private static final String VERBS = "ib_uverbs";
    private static final String CONNECTIONS = "rdma_ucm";

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Conclusion conclude(Examination host) {
        List<RdmaDevice> devices =
                host.pfs().stream()
                        .flatMap(pf -> pf.rdmaDevices().stream())
                        .filter(RdmaDevice::hardware)
                        .toList();
        if (devices.isEmpty()) {
            return new Conclusion.NotApplicable(NODE, "no PF has an RDMA device");
        }
        if (host.inventory().modules().isEmpty()) {
            return host.unread(NODE, MODULES)
                    .orElseGet(() -> new Conclusion.NotApplicable(NODE, "no module is loaded"));
        }
        // what is built in shows by its devices, not in the list
        boolean verbs =
                host.module(VERBS).isPresent()
                        || devices.stream().anyMatch(device -> !device.verbs().isEmpty());
        if (!verbs) {
            return broken(host, List.of(VERBS, CONNECTIONS));
        }
        boolean connections = host.module(CONNECTIONS).isPresent() || host.module(VERBS).isEmpty();
        return connections ? new Conclusion.Intact(NODE) : broken(host, List.of(CONNECTIONS));
    }

    private static Conclusion broken(Examination host, List<String> missing) {
        boolean all = missing.contains(VERBS);
        boolean wanted = host.expectations().rdma().orElse(false);
        String cause =
                all
                        ? "ib_uverbs is not loaded: no program can use the RDMA devices of this host."
                        : "rdma_ucm is not loaded: programs that connect by librdmacm fail, others"
                                + " work.";
        List<Evidence> proofs = new ArrayList<>();
        missing.forEach(module -> proofs.add(Evidence.of(MODULES, "no " + module, module)));
        return new FindingDraft(INFO, NODE, cause)
                .severity(severity(all, wanted))
                .confidence(all ? Confidence.PROOF : Confidence.HIGH)
                .fix(Fix.of("modprobe -a " + String.join(" ", missing)))
                .fix(
                        Fix.of(
                                "printf '%s\\n' > /etc/modules-load.d/rdma-verbs.conf"
                                        .formatted(String.join("\\n", missing))))
                .evidence(proofs)
                .conclude();
    }

    private static Severity severity(boolean all, boolean wanted) {
        if (all) {
            return wanted ? Severity.CRITICAL : Severity.WARNING;
        }
        return wanted ? Severity.WARNING : Severity.INFO;
    }
}
