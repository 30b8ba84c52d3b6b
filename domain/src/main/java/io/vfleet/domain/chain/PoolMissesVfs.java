package io.vfleet.domain.chain;

import static io.vfleet.domain.chain.Examination.NODE;

import io.vfleet.domain.inventory.Kubernetes;
import io.vfleet.domain.inventory.Kubernetes.Pool;
import io.vfleet.domain.inventory.NetworkFunction;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.VirtualFunction;
import io.vfleet.domain.remedy.Fix;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The pools that the kubelet can give to pods should be the VFs that are there: a device plugin
/// looks once when it starts, and leaves out what its selectors do not name.
final class PoolMissesVfs implements NodeCheck {

    private static final CheckInfo INFO =
            CheckInfo.lesser(
                    "pool-misses-vfs",
                    "D59",
                    Link.ORCHESTRATION,
                    "Are the VFs that Kubernetes can give out those that are there?");
    private static final String FOLDER = "/var/lib/kubelet/device-plugins";
    private static final String CHECKPOINT = FOLDER + "/kubelet_internal_checkpoint";

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Conclusion conclude(Examination host) {
        List<Pool> pools = host.inventory().kubernetes().pools();
        if (pools.isEmpty()) {
            return host.unread(NODE, CHECKPOINT)
                    .orElseGet(() -> new Conclusion.NotApplicable(NODE, "no pool of functions"));
        }
        return new Case(host, pools).conclude();
    }

    private record Case(Examination host, List<Pool> pools) {

        Conclusion conclude() {
            Set<PciAddress> gone = gone();
            Optional<Conclusion> unread =
                    gone.stream()
                            .flatMap(one -> host.unread(NODE, one.sysfsPath()).stream())
                            .findFirst();
            if (unread.isPresent()) {
                return unread.get();
            }
            if (!gone.isEmpty()) {
                return broken(
                        "Kubernetes gives out functions that are not there any more: %s."
                                .formatted(Words.list(gone)),
                        Severity.WARNING,
                        Confidence.HIGH,
                        Words.list(gone));
            }
            List<String> empty = pools.stream().filter(this::dry).map(Pool::resource).toList();
            if (!empty.isEmpty()) {
                return broken(
                        "%s without a healthy device, so that pods that want one stay pending."
                                .formatted(
                                        String.join(", ", empty)
                                                + (empty.size() == 1 ? " is" : " are")),
                        Severity.WARNING,
                        Confidence.MEDIUM,
                        "no device");
            }
            if (ours().isEmpty()) {
                return new Conclusion.NotApplicable(NODE, "no pool of VFs");
            }
            Set<PciAddress> outside = outside();
            return outside.isEmpty()
                    ? new Conclusion.Intact(NODE)
                    : broken(
                            "In no pool, unlike others of their PF: %s. The selectors leave them out, or the plugin calls them unhealthy."
                                    .formatted(Words.list(outside)),
                            Severity.INFO,
                            Confidence.LOW,
                            "not " + Words.list(outside));
        }

        // ids of other plugins may look like addresses, too: only pools that have a function of
        // ours are asked
        private Set<PciAddress> gone() {
            Set<PciAddress> known = known();
            return ours().stream()
                    .flatMap(pool -> pool.devices().stream())
                    .filter(device -> !known.contains(device))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        private List<Pool> ours() {
            Set<PciAddress> known = known();
            return pools.stream()
                    .filter(pool -> pool.devices().stream().anyMatch(known::contains))
                    .toList();
        }

        private Set<PciAddress> known() {
            Stream<PciAddress> pfs =
                    host.inventory().physicalFunctions().stream().map(PhysicalFunction::address);
            Stream<PciAddress> vfs =
                    host.inventory().virtualFunctions().map(VirtualFunction::address);
            Stream<PciAddress> others =
                    host.inventory().otherNetworkFunctions().stream().map(NetworkFunction::address);
            Stream<PciAddress> orphans =
                    host.inventory().orphanVirtualFunctions().stream()
                            .map(VirtualFunction::address);
            return Stream.of(pfs, vfs, orphans, others)
                    .flatMap(all -> all)
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        // of a pool without devices only its plugin's socket, or a pod that has one, tells that it
        // is one of VFs
        private boolean dry(Pool pool) {
            Kubernetes kubernetes = host.inventory().kubernetes();
            String socket = pool.resource().replace('/', '_') + ".sock";
            return pool.devices().isEmpty()
                    && (kubernetes.devicePlugins().contains(socket) || held(pool.resource()));
        }

        private boolean held(String resource) {
            return host.pfs().stream()
                    .flatMap(pf -> pf.virtualFunctions().stream())
                    .flatMap(vf -> vf.use().holders().stream())
                    .anyMatch(holder -> holder.resource().filter(resource::equals).isPresent());
        }

        private Set<PciAddress> outside() {
            Set<PciAddress> pooled =
                    pools.stream()
                            .flatMap(pool -> pool.devices().stream())
                            .collect(Collectors.toCollection(TreeSet::new));
            return host.pfs().stream()
                    .map(pf ->
                            pf.virtualFunctions().stream().map(VirtualFunction::address).toList())
                    .filter(vfs -> vfs.stream().anyMatch(pooled::contains))
                    .flatMap(List::stream)
                    .filter(vf -> !pooled.contains(vf))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        private static Conclusion broken(
                String cause, Severity severity, Confidence confidence, String said) {
            return new FindingDraft(INFO, NODE, cause)
                    .severity(severity)
                    .confidence(confidence)
                    .fix(Fix.of("kubectl get configmap -A | grep -i -e sriov -e device-plugin"))
                    .fix(
                            Fix.of(
                                    "# correct its selectors, then restart the SR-IOV device plugin of this node: pods keep what they have"))
                    .evidence(Evidence.of(CHECKPOINT, said, "the VFs that are there"))
                    .conclude();
        }
    }
}
