package io.vfleet.agent.holders;

import io.vfleet.agent.sight.Sight;
import io.vfleet.agent.sight.Unknowable;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.VfHolder;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The device files through which user space holds VFs.
final class VfDevices {

    private VfDevices() {}

    /// The kind of holder by file below `/dev`.
    static Map<String, String> of(Sight sight, PciAddress vf) throws Unknowable {
        Map<String, String> devices = new TreeMap<>();
        String folder = vf.sysfsPath();
        Optional<String> driver = sight.linkName(folder + "/driver");
        Optional<String> group = sight.linkName(folder + "/iommu_group");
        if (driver.filter("vfio-pci"::equals).isPresent() && group.isPresent()) {
            devices.put("/dev/vfio/" + group.get(), VfHolder.VFIO);
            devices.put("/dev/vfio/noiommu-" + group.get(), VfHolder.VFIO);
        }
        add(sight, folder + "/vfio-dev", "/dev/vfio/devices/", VfHolder.VFIO, devices);
        add(sight, folder + "/uio", "/dev/", VfHolder.UIO, devices);
        add(sight, folder + "/infiniband_verbs", "/dev/infiniband/", VfHolder.UVERBS, devices);
        add(sight, folder + "/infiniband_mad", "/dev/infiniband/", VfHolder.UVERBS, devices);
        return devices;
    }

    private static void add(
            Sight sight, String folder, String dev, String kind, Map<String, String> devices)
            throws Unknowable {
        for (String child : sight.names(folder)) {
            devices.put(dev + child, kind);
        }
    }
}
