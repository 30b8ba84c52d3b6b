package io.vfleet.agent.collect;

import io.vfleet.agent.host.Reading;
import io.vfleet.domain.inventory.Netdev;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.VfAdmin;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Facts that cost a driver or its firmware something, kept from one look to the next: the admin
/// state of the VFs, asked again per PF about every ten minutes or when its VF count changed.
final class SlowFacts {

    // below the ten minutes, spread by a tenth, after which an agent looks in any case
    private static final Duration MAX_AGE = Duration.ofMinutes(9);

    private final InstantSource clock;
    private final Map<PciAddress, Kept> kept = new HashMap<>();

    SlowFacts(InstantSource clock) {
        this.clock = clock;
    }

    /// What is known of a PF's VFs, and since when; a failed question leaves a gap at
    /// `rtnetlink:<pf>/vfinfo`.
    VfAdmins vfAdmins(Look look, PciFunction pf, List<Netdev> netdevs, int vfs) {
        Optional<String> uplink = uplink(look, pf, netdevs);
        if (vfs == 0 || !pf.network() || uplink.isEmpty()) {
            return VfAdmins.NOT_ASKED;
        }
        Kept fresh = fresh(look, pf.address(), uplink.get(), vfs);
        kept.put(pf.address(), fresh);
        fresh.failure().ifPresent(reason -> look.gap(gapPath(pf), reason));
        if (fresh.shortOf(vfs)) {
            look.gap(gapPath(pf), fresh.admins().byIndex().size() + " of " + vfs + " VFs answered");
        }
        return fresh.admins();
    }

    /// The next look asks anew.
    void forget() {
        kept.clear();
    }

    private Kept fresh(Look look, PciAddress pf, String uplink, int vfs) {
        Instant now = clock.instant();
        Kept old = kept.get(pf);
        if (old != null && old.vfs() == vfs && now.isBefore(old.at().plus(MAX_AGE))) {
            return old;
        }
        return switch (look.vfAdmin(uplink)) {
            case Reading.Value<SortedMap<Integer, VfAdmin>>(var byIndex) ->
                    new Kept(now, vfs, new VfAdmins(byIndex, Optional.of(now)), Optional.empty());
            case Reading.Absent<SortedMap<Integer, VfAdmin>>() ->
                    new Kept(now, vfs, VfAdmins.NOT_ASKED, Optional.empty());
            case Reading.Failed<SortedMap<Integer, VfAdmin>>(String reason) ->
                    new Kept(now, vfs, VfAdmins.NOT_ASKED, Optional.of(reason));
        };
    }

    /// In switchdev mode the VFs' representors stand beside the uplink, named `pf0vf3` by their
    /// port.
    private static Optional<String> uplink(Look look, PciFunction pf, List<Netdev> netdevs) {
        if (netdevs.size() < 2) {
            return netdevs.stream().map(Netdev::name).findFirst();
        }
        return netdevs.stream()
                .map(Netdev::name)
                .filter(name -> !representor(look, pf.path("net/" + name + "/phys_port_name")))
                .findFirst();
    }

    private static boolean representor(Look look, String path) {
        return look.glanceText(path).filter(name -> name.matches("(c\\d+)?pf\\d+.+")).isPresent();
    }

    private static String gapPath(PciFunction pf) {
        return "rtnetlink:" + pf.address() + "/vfinfo";
    }

    /// The admin state by VF index, and when it was asked.
    record VfAdmins(SortedMap<Integer, VfAdmin> byIndex, Optional<Instant> readAt) {
        static final VfAdmins NOT_ASKED = new VfAdmins(new TreeMap<>(), Optional.empty());
    }

    private record Kept(Instant at, int vfs, VfAdmins admins, Optional<String> failure) {
        boolean shortOf(int expected) {
            return admins.readAt().isPresent() && admins.byIndex().size() < expected;
        }
    }
}
