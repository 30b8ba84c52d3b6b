package io.vfleet.agent.operate;

import io.vfleet.agent.sight.Sight;
import io.vfleet.agent.sight.Unknowable;
import io.vfleet.domain.inventory.PciAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Whether a file is clearly about other PFs: it names one of those and not this one.
final class ForeignPf {

    private static final String DEVICES = "/sys/bus/pci/devices";

    private ForeignPf() {}

    static boolean only(Sight sight, PciAddress pf, String text) throws Unknowable {
        if (named(sight, pf, text)) {
            return false;
        }
        for (String device : sight.names(DEVICES)) {
            Optional<PciAddress> other = PciAddress.find(device).filter(it -> !it.equals(pf));
            if (other.isPresent() && isPf(sight, other.get()) && named(sight, other.get(), text)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPf(Sight sight, PciAddress address) throws Unknowable {
        return sight.exists(address.sysfsPath() + "/sriov_totalvfs");
    }

    private static boolean named(Sight sight, PciAddress pf, String text) throws Unknowable {
        List<String> netdevs = sight.names(pf.sysfsPath() + "/net");
        boolean found = holds(text, pf.toString());
        for (String netdev : netdevs) {
            String mac = sight.text("/sys/class/net/" + netdev + "/address").orElse("");
            found |= holds(text, netdev) || !mac.isEmpty() && holds(text, mac);
        }
        return found;
    }

    private static boolean holds(String text, String word) {
        return Pattern.compile("(?<![\\w:.-])" + Pattern.quote(lower(word)) + "(?![\\w:-])")
                .matcher(lower(text))
                .find();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
