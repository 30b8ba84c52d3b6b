package io.vfleet.agent.operate;

import io.vfleet.agent.host.LinkNames;
import io.vfleet.agent.sight.Sight;
import io.vfleet.agent.sight.Unknowable;
import java.util.Optional;

/// The address a card was made with: what tells it from another one in the same slot.
final class CardAddress {

    // NET_ADDR_PERM
    private static final String CAME_WITH_IT = "0";

    private CardAddress() {}

    static String of(Sight sight, Pf pf) throws Unknowable {
        for (String netdev : pf.netdevs()) {
            String folder = pf.address().sysfsPath() + "/net/" + netdev;
            if (representsVf(sight, folder)) {
                continue;
            }
            Optional<String> kernels =
                    sight.host().linkNames(netdev).found().flatMap(LinkNames::permanentMac);
            return kernels.isPresent() ? kernels.get() : unchanged(sight, folder);
        }
        throw new Unknowable(pf.address() + " has no netdev, so its MAC address is not known");
    }

    private static boolean representsVf(Sight sight, String folder) {
        return sight.host()
                .text(folder + "/phys_port_name")
                .found()
                .filter(name -> name.matches(".*vf\\d+"))
                .isPresent();
    }

    private static String unchanged(Sight sight, String folder) throws Unknowable {
        Optional<String> mac = sight.text(folder + "/address");
        boolean own =
                sight.text(folder + "/addr_assign_type").filter(CAME_WITH_IT::equals).isPresent();
        if (mac.isPresent() && own) {
            return mac.get();
        }
        throw new Unknowable(folder + "/address is not known to be the card's own");
    }
}
