package io.vfleet.domain.inventory;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// What Kubernetes left on the node's disk, by name.
///
/// @param devicePlugins the sockets in `/var/lib/kubelet/device-plugins`
/// @param resources what they registered with the kubelet, by its checkpoint
/// @param cniConfigurations `/etc/cni/net.d`
/// @param cniPlugins `/opt/cni/bin`
/// @param pools those of the resources whose devices are PCI functions, or that have none
public record Kubernetes(
        List<String> devicePlugins,
        List<String> resources,
        List<String> cniConfigurations,
        List<String> cniPlugins,
        List<Pool> pools) {

    public static final Kubernetes NONE =
            new Kubernetes(List.of(), List.of(), List.of(), List.of(), List.of());

    public Kubernetes {
        devicePlugins = List.copyOf(devicePlugins);
        resources = List.copyOf(resources);
        cniConfigurations = List.copyOf(cniConfigurations);
        cniPlugins = List.copyOf(cniPlugins);
        pools = List.copyOf(pools);
    }

    /// What the kubelet can give to pods as `resource`: the functions its device plugin calls
    /// healthy.
    public record Pool(String resource, List<PciAddress> devices) {

        public Pool {
            requireNonNull(resource, "resource is null");
            devices = List.copyOf(devices);
        }
    }
}
