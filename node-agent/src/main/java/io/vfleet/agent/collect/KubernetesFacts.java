package io.vfleet.agent.collect;

import io.vfleet.agent.holders.KubeletCheckpoint;
import io.vfleet.agent.sight.Unknowable;
import io.vfleet.domain.inventory.Kubernetes;
import io.vfleet.domain.inventory.PciAddress;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What Kubernetes left on the disk, by name only, and which functions are in which pool: the files
/// may hold secrets.
final class KubernetesFacts {

    private static final String DEVICE_PLUGINS = "/var/lib/kubelet/device-plugins";
    private static final String CNI_CONFIGURATIONS = "/etc/cni/net.d";
    private static final String CNI_PLUGINS = "/opt/cni/bin";

    private KubernetesFacts() {}

    static Kubernetes read(Look look) {
        SortedMap<String, List<String>> registered = registered(look);
        return new Kubernetes(
                ending(look.list(DEVICE_PLUGINS), ".sock"),
                List.copyOf(registered.keySet()),
                ending(look.list(CNI_CONFIGURATIONS), ".conf", ".conflist", ".json"),
                look.list(CNI_PLUGINS),
                registered.entrySet().stream()
                        .filter(pool -> ofFunctions(pool.getValue()))
                        .map(pool -> new Kubernetes.Pool(pool.getKey(), functions(pool.getValue())))
                        .toList());
    }

    // other plugins have other ids; without any nobody can tell
    private static boolean ofFunctions(List<String> ids) {
        return ids.isEmpty() || !functions(ids).isEmpty();
    }

    private static List<PciAddress> functions(List<String> ids) {
        return ids.stream().flatMap(id -> PciAddress.find(id).stream()).sorted().toList();
    }

    private static SortedMap<String, List<String>> registered(Look look) {
        try {
            return KubeletCheckpoint.resources(look.sight());
        } catch (Unknowable unknown) {
            unknown.unread().ifPresent(unread -> look.gap(unread.path(), unread.reason()));
            return new TreeMap<>();
        }
    }

    private static List<String> ending(List<String> names, String... endings) {
        return names.stream()
                .filter(name -> List.of(endings).stream().anyMatch(name::endsWith))
                .toList();
    }
}
