package io.vfleet.agent.collect;

import io.vfleet.agent.holders.HolderSearch;
import io.vfleet.agent.holders.HolderSearch.Found;
import io.vfleet.agent.host.Host;
import io.vfleet.agent.sight.Sight;
import io.vfleet.agent.sight.Unknowable;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.VfUse;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Who uses the host's VFs. A captured tree without processes is not asked, and a partial one never
/// proves that a VF is free.
record VfUses(Map<PciAddress, VfUse> byAddress) {

    private static final VfUse UNKNOWN = new VfUse.Unknown();

    static VfUses read(Look look, List<PciFunction> vfs) {
        Sight sight = look.sight();
        if (vfs.isEmpty() || !hasProcesses(sight)) {
            return new VfUses(Map.of());
        }
        List<PciAddress> addresses = vfs.stream().map(PciFunction::address).toList();
        return new VfUses(
                HolderSearch.find(sight, addresses).entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey, vf -> use(look, vf.getValue()))));
    }

    VfUse of(PciAddress vf) {
        return byAddress.getOrDefault(vf, UNKNOWN);
    }

    private static boolean hasProcesses(Sight sight) {
        try {
            return sight.host().here() || !sight.processes().isEmpty();
        } catch (Unknowable unreadable) {
            // the search will say so
            return true;
        }
    }

    private static VfUse use(Look look, Found found) {
        if (look.whole()) {
            found.unread().stream()
                    .flatMap(unknown -> unknown.unread().stream())
                    .filter(unread -> !unread.reason().equals(Host.NOT_ASKED))
                    .forEach(unread -> look.gap(path(unread), unread.reason()));
        }
        return VfUse.of(found.holders(), look.whole() && found.unread().isEmpty());
    }

    // one gap for all processes that do not show their files: their ids come and go
    private static String path(Unknowable.Unread unread) {
        return unread.path().replaceFirst("^/proc(/\\d+/.*)?$", "/proc/*/fd");
    }
}
