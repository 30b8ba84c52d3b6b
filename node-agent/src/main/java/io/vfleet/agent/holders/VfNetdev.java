package io.vfleet.agent.holders;

import io.vfleet.agent.sight.Sight;
import io.vfleet.agent.sight.Unknowable;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.VfHolder;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a VF's netdev tells of a use.
final class VfNetdev {

    // include/linux/pci_ids.h: PCI_CLASS_NETWORK_ETHERNET and its like
    private static final String NETWORK_CLASS = "0x02";
    private static final Pattern NO_NETDEV =
            Pattern.compile("vfio-pci|.*-vfio-pci|uio_pci_generic|igb_uio|pci-stub");

    private VfNetdev() {}

    /// What stands on it, or that it is elsewhere.
    static Stream<VfHolder> traces(Sight sight, PciAddress vf) throws Unknowable {
        List<String> netdevs = of(sight, vf);
        if (netdevs.isEmpty()) {
            return elsewhere(sight, vf).stream();
        }
        Stream<VfHolder> traces = Stream.empty();
        for (String netdev : netdevs) {
            traces =
                    Stream.concat(
                            traces,
                            sight.uppers(netdev).stream()
                                    .map(upper -> VfHolder.master(netdev, upper)));
        }
        return traces;
    }

    static Stream<VfHolder> addresses(Sight sight, PciAddress vf) throws Unknowable {
        Stream<VfHolder> addresses = Stream.empty();
        for (String netdev : of(sight, vf)) {
            addresses =
                    Stream.concat(
                            addresses,
                            sight.addresses(netdev).stream()
                                    .filter(VfNetdev::global)
                                    .map(address ->
                                            VfHolder.address(netdev, address.getHostAddress())));
        }
        return addresses;
    }

    private static List<String> of(Sight sight, PciAddress vf) throws Unknowable {
        return sight.names(vf.sysfsPath() + "/net");
    }

    // the folder shows the netdevs of the reader's own network namespace only; in a partial tree it
    // may not have been captured
    private static Optional<VfHolder> elsewhere(Sight sight, PciAddress vf) throws Unknowable {
        Optional<String> driver = sight.linkName(vf.sysfsPath() + "/driver");
        boolean network =
                sight.text(vf.sysfsPath() + "/class")
                        .orElse(NETWORK_CLASS)
                        .startsWith(NETWORK_CLASS);
        return driver.filter(_ -> network && sight.host().whole())
                .filter(name -> !NO_NETDEV.matcher(name).matches())
                .map(VfHolder::elsewhere);
    }

    private static boolean global(InetAddress address) {
        return !address.isLinkLocalAddress() && !address.isLoopbackAddress();
    }
}
