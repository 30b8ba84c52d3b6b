package io.vfleet.agent.operate;

import io.vfleet.agent.host.Reading;
import io.vfleet.domain.inventory.PciAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whether anybody uses one of the PF's VFs: every resize destroys all of them. The kernel does not
/// ask this for us: `pci_vfs_assigned` knows of Xen only.
final class VfsInUseGate implements Gate {

    private static final int SHOWN = 8;

    @Override
    public String id() {
        return "G7";
    }

    @Override
    public String clear() {
        return "no VF of this PF is in use";
    }

    @Override
    public Optional<String> objection(Subject subject) throws Unknowable {
        return users(subject.sight(), subject.pf());
    }

    /// Who uses the PF's VFs, in one sentence; empty when nobody does.
    static Optional<String> users(Sight sight, Pf pf) throws Unknowable {
        if (pf.vfs().isEmpty()) {
            return Optional.empty();
        }
        List<String> users = new ArrayList<>();
        holders(sight, pf, users);
        Map<String, String> pods = KubeletCheckpoint.holders(sight);
        for (Map.Entry<Integer, PciAddress> vf : pf.vfs().entrySet()) {
            String name = "VF " + vf.getKey() + " (" + vf.getValue() + ")";
            claimed(sight, vf.getValue())
                    .ifPresent(holder -> users.add(name + " by the CNI claim of " + holder));
            Optional.ofNullable(pods.get(vf.getValue().toString()))
                    .ifPresent(pod -> users.add(name + " by " + pod));
            VfNetdev.use(sight, vf.getValue()).ifPresent(use -> users.add(name + ": " + use));
        }
        return users.isEmpty() ? Optional.empty() : Optional.of(sentence(users));
    }

    private static void holders(Sight sight, Pf pf, List<String> users) throws Unknowable {
        Map<String, String> devices = VfDevices.of(sight, pf);
        if (devices.isEmpty()) {
            return;
        }
        for (OpenFiles.Held held : OpenFiles.read(sight)) {
            Optional.ofNullable(devices.get(held.path()))
                    .ifPresent(vf ->
                            users.add(vf + " by " + held.holder() + " through " + held.path()));
        }
    }

    // k8snetworkplumbingwg/sriov-cni, pkg/utils/pci_allocator.go: the file holds the netns' path;
    // a claim of a netns that is gone is stale
    private static Optional<String> claimed(Sight sight, PciAddress vf) throws Unknowable {
        Optional<String> netns = sight.text("/var/lib/cni/sriov/pci/" + vf);
        boolean stale =
                netns.filter(path -> path.startsWith("/"))
                        .map(path -> sight.host().bytes(path, 1) instanceof Reading.Absent)
                        .orElse(false);
        return stale ? Optional.empty() : netns;
    }

    private static String sentence(List<String> users) {
        String shown = String.join("; ", users.subList(0, Math.min(SHOWN, users.size())));
        int more = users.size() - SHOWN;
        return more > 0 ? shown + "; and " + more + " more" : shown;
    }
}
