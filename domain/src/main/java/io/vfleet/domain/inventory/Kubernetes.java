package io.vfleet.domain.inventory;

import java.util.List;

/// What Kubernetes left on the node's disk, by name.
///
/// @param devicePlugins the sockets in `/var/lib/kubelet/device-plugins`
/// @param resources what they registered with the kubelet, by its checkpoint
/// @param cniConfigurations `/etc/cni/net.d`
/// @param cniPlugins `/opt/cni/bin`
public record Kubernetes(
        List<String> devicePlugins,
        List<String> resources,
        List<String> cniConfigurations,
        List<String> cniPlugins) {

    public static final Kubernetes NONE =
            new Kubernetes(List.of(), List.of(), List.of(), List.of());

    public Kubernetes {
        devicePlugins = List.copyOf(devicePlugins);
        resources = List.copyOf(resources);
        cniConfigurations = List.copyOf(cniConfigurations);
        cniPlugins = List.copyOf(cniPlugins);
    }
}
