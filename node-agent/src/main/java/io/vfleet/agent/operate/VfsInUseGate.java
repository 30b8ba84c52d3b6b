package io.vfleet.agent.operate;

import io.vfleet.agent.holders.HolderSearch;
import io.vfleet.agent.holders.HolderSearch.Found;
import io.vfleet.agent.sight.Sight;
import io.vfleet.agent.sight.Unknowable;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.VfHolder;
import io.vfleet.domain.inventory.VfUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
        Map<PciAddress, Found> found = HolderSearch.find(sight, pf.vfs().values());
        List<String> users = new ArrayList<>();
        for (Map.Entry<Integer, PciAddress> vf : pf.vfs().entrySet()) {
            String name = "VF " + vf.getKey() + " (" + vf.getValue() + ")";
            new VfUse.Held(Objects.requireNonNull(found.get(vf.getValue())).holders())
                    .holders()
                    .forEach(holder -> users.add(name + use(holder)));
        }
        if (!users.isEmpty()) {
            return Optional.of(sentence(users));
        }
        Optional<Unknowable> unread =
                found.values().stream().flatMap(vf -> vf.unread().stream()).findFirst();
        if (unread.isPresent()) {
            throw unread.get();
        }
        return Optional.empty();
    }

    private static String use(VfHolder holder) {
        String who = holder.name();
        String through = holder.through().orElse("?");
        return switch (holder.kind()) {
            case VfHolder.CNI -> " by the CNI claim of " + who;
            case VfHolder.KUBELET ->
                    " by container %s of pod %s".formatted(holder.container().orElse("?"), who);
            case VfHolder.NETNS ->
                    ": bound to %s with its netdev in another namespace".formatted(who);
            case VfHolder.ADDRESS -> ": its netdev %s has the address %s".formatted(through, who);
            case VfHolder.MASTER -> ": its netdev %s carries %s".formatted(through, who);
            default -> " by %s (pid %d) through %s".formatted(who, holder.pid().orElse(0), through);
        };
    }

    private static String sentence(List<String> users) {
        String shown = String.join("; ", users.subList(0, Math.min(SHOWN, users.size())));
        int more = users.size() - SHOWN;
        return more > 0 ? shown + "; and " + more + " more" : shown;
    }
}
