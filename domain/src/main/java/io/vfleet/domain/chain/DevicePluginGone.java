package io.vfleet.domain.chain;

import static io.vfleet.domain.chain.Examination.NODE;

import io.vfleet.domain.inventory.Kubernetes;
import io.vfleet.domain.remedy.Fix;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The pool by which a pod got its VF should still be registered with the kubelet; after a restart
/// it is so only once its device plugin came back.
final class DevicePluginGone implements NodeCheck {

    private static final CheckInfo INFO =
            CheckInfo.lesser(
                    "device-plugin-gone",
                    "D59",
                    Link.ORCHESTRATION,
                    "Is every pool registered of which pods here hold VFs?");
    private static final String FOLDER = "/var/lib/kubelet/device-plugins";
    private static final String CHECKPOINT = FOLDER + "/kubelet_internal_checkpoint";

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Conclusion conclude(Examination host) {
        Kubernetes kubernetes = host.inventory().kubernetes();
        SortedSet<String> held =
                host.pfs().stream()
                        .flatMap(pf -> pf.virtualFunctions().stream())
                        .flatMap(vf -> vf.use().holders().stream())
                        .flatMap(holder -> holder.resource().stream())
                        .collect(Collectors.toCollection(TreeSet::new));
        SortedSet<String> gone = new TreeSet<>(held);
        kubernetes.resources().forEach(gone::remove);
        if (held.isEmpty()) {
            return host.unread(NODE, CHECKPOINT)
                    .orElseGet(() ->
                            new Conclusion.NotApplicable(NODE, "no pod holds a VF of a pool"));
        }
        if (gone.isEmpty()) {
            return new Conclusion.Intact(NODE);
        }
        return host.unread(NODE, CHECKPOINT).orElseGet(() -> broken(kubernetes, gone));
    }

    private static Conclusion broken(Kubernetes kubernetes, SortedSet<String> gone) {
        List<String> sockets = kubernetes.devicePlugins().stream().sorted().toList();
        return new FindingDraft(
                        INFO,
                        NODE,
                        "Pods hold VFs of %s, which is not registered with the kubelet any more."
                                .formatted(String.join(", ", gone)))
                .severity(Severity.WARNING)
                .confidence(Confidence.MEDIUM)
                .fix(Fix.of("kubectl get pods -A -o wide | grep -i device-plugin"))
                .fix(Fix.of("# restart the SR-IOV device plugin of this node"))
                .evidence(Evidence.of(CHECKPOINT, "not registered", String.join(", ", gone)))
                .evidence(
                        Evidence.of(FOLDER, sockets.isEmpty() ? "no socket" : Words.list(sockets)))
                .conclude();
    }
}
