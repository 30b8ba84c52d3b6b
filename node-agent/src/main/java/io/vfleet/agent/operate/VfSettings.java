package io.vfleet.agent.operate;

import io.vfleet.agent.host.VfChange;
import io.vfleet.agent.host.VfSetting;
import io.vfleet.agent.host.VfState;
import io.vfleet.domain.inventory.VfAdmin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What one VF is set to, as far as it does not come by itself with the VF.
///
/// @param state what its PF's driver keeps for it
/// @param ownMac whether the address is the VF's own choice, and nobody gave it one
/// @param override `driver_override`, where that says something
/// @param interrupts its MSI-X vectors, where its PF deals them out
record VfSettings(
        VfState state,
        boolean ownMac,
        Optional<String> driver,
        Optional<String> override,
        OptionalInt mtu,
        OptionalInt interrupts) {

    private static final String NONE = "(null)";
    private static final String ZERO = "00:00:00:00:00:00";
    private static final String PLAIN_VLAN = "802.1Q";
    private static final String OTHER_VLAN = "802.1ad";

    /// What has to be done to a VF that is like `now` for it to be like this, in the order in which
    /// it has to be done.
    List<VfChange> since(VfSettings now, int vf) {
        List<VfSetting> all = new ArrayList<>();
        List<VfSetting> early = beforeItsDriver(now);
        boolean other = driver.isPresent() && !driver.equals(now.driver);
        boolean anew = !early.isEmpty() || other;
        if (anew && now.driver.isPresent()) {
            all.add(new VfSetting.Unbound());
        }
        all.addAll(early);
        all.addAll(admin(now.state));
        // a VF that had no driver may keep the one it has now
        Optional<String> binding = driver.or(() -> now.driver).filter(_ -> anew);
        // a driver takes what names it; any other VF would be refused by its ids (driver_override)
        if (other) {
            all.add(new VfSetting.DriverOverride(driver.get()));
        }
        binding.ifPresent(name -> all.add(new VfSetting.Bound(name)));
        if (!override.equals(other ? driver : now.override)) {
            all.add(new VfSetting.DriverOverride(override.orElse(NONE)));
        }
        mtu.stream()
                .filter(bytes -> binding.isPresent() || now.mtu.orElse(bytes) != bytes)
                .forEach(bytes -> all.add(new VfSetting.Mtu(bytes)));
        return all.stream().map(setting -> new VfChange(vf, setting)).toList();
    }

    // a VF's driver asks for these once, when it is given the VF
    private List<VfSetting> beforeItsDriver(VfSettings now) {
        List<VfSetting> all = new ArrayList<>();
        mac().filter(mac -> !now.state.admin().mac().equals(Optional.of(mac)))
                .ifPresent(mac -> all.add(new VfSetting.Mac(mac)));
        other(state.admin().nodeGuid(), now.state.admin().nodeGuid())
                .ifPresent(guid -> all.add(new VfSetting.NodeGuid(guid)));
        other(state.admin().portGuid(), now.state.admin().portGuid())
                .ifPresent(guid -> all.add(new VfSetting.PortGuid(guid)));
        if (interrupts.isPresent() && !interrupts.equals(now.interrupts)) {
            all.add(new VfSetting.Interrupts(interrupts.getAsInt()));
        }
        return all;
    }

    /// The same VF, set like this.
    VfSettings with(VfState other, boolean own) {
        return new VfSettings(other, own, driver, override, mtu, interrupts);
    }

    /// The address it was given.
    Optional<String> mac() {
        return state.admin().mac().filter(mac -> !ownMac && !mac.startsWith(ZERO));
    }

    private List<VfSetting> admin(VfState now) {
        List<VfSetting> all = new ArrayList<>();
        VfAdmin was = state.admin();
        VfAdmin is = now.admin();
        vlan(was, is).ifPresent(all::add);
        other(was.spoofchk(), is.spoofchk()).ifPresent(on -> all.add(new VfSetting.Spoofcheck(on)));
        other(was.trust(), is.trust()).ifPresent(on -> all.add(new VfSetting.Trust(on)));
        other(was.linkState(), is.linkState())
                .ifPresent(link -> all.add(new VfSetting.LinkState(link)));
        if (!was.minTxRate().equals(is.minTxRate()) || !was.maxTxRate().equals(is.maxTxRate())) {
            all.add(new VfSetting.Rate(was.minTxRate().orElse(0), was.maxTxRate().orElse(0)));
        }
        other(state.rssQuery(), now.rssQuery())
                .ifPresent(allowed -> all.add(new VfSetting.RssQuery(allowed)));
        return all;
    }

    private static Optional<VfSetting> vlan(VfAdmin was, VfAdmin is) {
        boolean same =
                was.vlan().equals(is.vlan())
                        && was.qos().equals(is.qos())
                        && protocol(was).equals(protocol(is));
        return same
                ? Optional.empty()
                : Optional.of(
                        new VfSetting.Vlan(
                                was.vlan().orElse(0), was.qos().orElse(0), protocol(was)));
    }

    private static String protocol(VfAdmin admin) {
        return admin.vlanProtocol().filter(OTHER_VLAN::equals).orElse(PLAIN_VLAN);
    }

    // what was not reported before is not set now
    private static <T> Optional<T> other(Optional<T> was, Optional<T> is) {
        return was.filter(value -> !is.equals(Optional.of(value)));
    }
}
