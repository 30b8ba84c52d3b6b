package io.vfleet.agent.operate;

import io.vfleet.domain.inventory.PciAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Whether a VF's netdev tells that the VF is in use.
final class VfNetdev {

    // include/linux/pci_ids.h: PCI_CLASS_NETWORK_ETHERNET and its like
    private static final String NETWORK_CLASS = "0x02";
    private static final Pattern NO_NETDEV =
            Pattern.compile("vfio-pci|.*-vfio-pci|uio_pci_generic|igb_uio|pci-stub");

    private VfNetdev() {}

    static Optional<String> use(Sight sight, PciAddress vf) throws Unknowable {
        List<String> netdevs = sight.names(vf.sysfsPath() + "/net");
        if (netdevs.isEmpty()) {
            return elsewhere(sight, vf);
        }
        for (String netdev : netdevs) {
            Optional<String> use = use(sight, netdev);
            if (use.isPresent()) {
                return use;
            }
        }
        return Optional.empty();
    }

    // the folder shows the netdevs of the reader's own network namespace only
    private static Optional<String> elsewhere(Sight sight, PciAddress vf) throws Unknowable {
        Optional<String> driver = sight.linkName(vf.sysfsPath() + "/driver");
        boolean network =
                sight.text(vf.sysfsPath() + "/class")
                        .orElse(NETWORK_CLASS)
                        .startsWith(NETWORK_CLASS);
        return driver.filter(name -> network && !NO_NETDEV.matcher(name).matches())
                .map(name -> "bound to " + name + " with its netdev in another namespace");
    }

    private static Optional<String> use(Sight sight, String netdev) throws Unknowable {
        Set<String> uppers = sight.uppers(netdev);
        if (!uppers.isEmpty()) {
            return Optional.of("its netdev " + netdev + " carries " + String.join(", ", uppers));
        }
        return sight.addresses(netdev).stream()
                .filter(VfNetdev::global)
                .map(InetAddress::getHostAddress)
                .sorted()
                .findFirst()
                .map(address -> "its netdev " + netdev + " has the address " + address);
    }

    private static boolean global(InetAddress address) {
        return !address.isLinkLocalAddress() && !address.isLoopbackAddress();
    }
}
