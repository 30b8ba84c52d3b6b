package io.vfleet.agent.operate;

import io.vfleet.domain.inventory.PciAddress;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The device files through which user space holds VFs.
final class VfDevices {

    private VfDevices() {}

    /// Which VF stands behind which file below `/dev`.
    static Map<String, String> of(Sight sight, Pf pf) throws Unknowable {
        Map<String, String> devices = new TreeMap<>();
        for (Map.Entry<Integer, PciAddress> vf : pf.vfs().entrySet()) {
            add(sight, vf.getValue(), "VF " + vf.getKey() + " (" + vf.getValue() + ")", devices);
        }
        return devices;
    }

    private static void add(
            Sight sight, PciAddress address, String name, Map<String, String> devices)
            throws Unknowable {
        String folder = address.sysfsPath();
        Optional<String> driver = sight.linkName(folder + "/driver");
        Optional<String> group = sight.linkName(folder + "/iommu_group");
        if (driver.filter("vfio-pci"::equals).isPresent() && group.isPresent()) {
            devices.put("/dev/vfio/" + group.get(), name);
            devices.put("/dev/vfio/noiommu-" + group.get(), name);
        }
        children(sight, folder + "/vfio-dev", "/dev/vfio/devices/", name, devices);
        children(sight, folder + "/uio", "/dev/", name, devices);
        children(sight, folder + "/infiniband_verbs", "/dev/infiniband/", name, devices);
        children(sight, folder + "/infiniband_mad", "/dev/infiniband/", name, devices);
    }

    private static void children(
            Sight sight, String folder, String dev, String name, Map<String, String> devices)
            throws Unknowable {
        for (String child : sight.names(folder)) {
            devices.put(dev + child, name);
        }
    }
}
