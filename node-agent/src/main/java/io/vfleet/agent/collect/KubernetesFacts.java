package io.vfleet.agent.collect;

import io.vfleet.agent.holders.KubeletCheckpoint;
import io.vfleet.agent.sight.Unknowable;
import io.vfleet.domain.inventory.Kubernetes;
import java.util.List;

/// What Kubernetes left on the disk, by name only: the files may hold secrets.
final class KubernetesFacts {

    private static final String DEVICE_PLUGINS = "/var/lib/kubelet/device-plugins";
    private static final String CNI_CONFIGURATIONS = "/etc/cni/net.d";
    private static final String CNI_PLUGINS = "/opt/cni/bin";

    private KubernetesFacts() {}

    static Kubernetes read(Look look) {
        return new Kubernetes(
                ending(look.list(DEVICE_PLUGINS), ".sock"),
                resources(look),
                ending(look.list(CNI_CONFIGURATIONS), ".conf", ".conflist", ".json"),
                look.list(CNI_PLUGINS));
    }

    private static List<String> resources(Look look) {
        try {
            return KubeletCheckpoint.resources(look.sight());
        } catch (Unknowable unknown) {
            unknown.unread().ifPresent(unread -> look.gap(unread.path(), unread.reason()));
            return List.of();
        }
    }

    private static List<String> ending(List<String> names, String... endings) {
        return names.stream()
                .filter(name -> List.of(endings).stream().anyMatch(name::endsWith))
                .toList();
    }
}
