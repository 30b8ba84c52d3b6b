package io.vfleet.agent.collect;

import io.vfleet.agent.collect.Remembered.Answer;
import io.vfleet.agent.host.DevlinkAnswer;
import io.vfleet.agent.host.LinkNames;
import io.vfleet.agent.host.Reading;
import io.vfleet.domain.inventory.Card;
import io.vfleet.domain.inventory.Card.FirmwareSettings;
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
/// state of the VFs, asked again per PF about every ten minutes or when its VF count changed; what
/// rtnetlink and devlink know of a PF, as often; what its firmware is set to, once.
final class SlowFacts {

    // below the ten minutes, spread by a tenth, after which an agent looks in any case
    private static final Duration MAX_AGE = Duration.ofMinutes(9);

    // not in the agent's loop: a process for each card, and seconds of its firmware
    private static final Duration FIRMWARE_AGE = Duration.ofDays(1);
    private static final String MELLANOX = "15b3";
    private static final String LOCKDOWN = "/sys/kernel/security/lockdown";

    private final InstantSource clock;
    private final Map<PciAddress, Kept> kept = new HashMap<>();
    private final Remembered<String, LinkNames> linkNames;
    private final Remembered<PciAddress, DevlinkAnswer> devlinks;
    private final Remembered<PciAddress, FirmwareSettings> firmware;

    SlowFacts(InstantSource clock) {
        this.clock = clock;
        this.linkNames = new Remembered<>(clock, MAX_AGE);
        this.devlinks = new Remembered<>(clock, MAX_AGE);
        this.firmware = new Remembered<>(clock, FIRMWARE_AGE);
    }

    /// What sysfs does not tell of a PF's interface; a failed question leaves a gap at
    /// `rtnetlink:<pf>/link`.
    Optional<LinkNames> linkNames(Look look, PciFunction pf, String netdev) {
        Reading<LinkNames> reading =
                linkNames.of(pf.address() + " " + netdev, () -> look.linkNames(netdev)).reading();
        return found(look, "rtnetlink:" + pf.address() + "/link", reading);
    }

    /// What a PF's driver says over devlink; what it failed to say leaves a gap below
    /// `devlink:<pf>`.
    Optional<Card.Devlink> devlink(Look look, PciFunction pf) {
        if (!pf.network() || !pf.has("driver")) {
            return Optional.empty();
        }
        Answer<DevlinkAnswer> answer = devlinks.of(pf.address(), () -> look.devlink(pf.address()));
        String path = "devlink:" + pf.address();
        Optional<DevlinkAnswer> found = found(look, path, answer.reading());
        found.ifPresent(said ->
                said.failures().forEach((what, reason) -> look.gap(path + "/" + what, reason)));
        return found.map(said ->
                new Card.Devlink(
                        answer.at(), said.eswitchMode(), said.versions(), said.parameters()));
    }

    /// What the vendor's tool says of a card, asked once and then only after [#forgetFirmware]; a
    /// gap at `firmware:<pf>` says why it could not be asked.
    Optional<FirmwareSettings> firmware(Look look, PciFunction pf, Optional<String> vendor) {
        if (!pf.network() || !vendor.filter(MELLANOX::equals).isPresent()) {
            return Optional.empty();
        }
        return found(
                look,
                "firmware:" + pf.address(),
                firmware.of(pf.address(), () -> askFirmware(look, pf.address())).reading());
    }

    private static Reading<FirmwareSettings> askFirmware(Look look, PciAddress pf) {
        Reading<FirmwareSettings> answer = look.firmware(pf);
        Optional<String> locked =
                look.glanceText(LOCKDOWN)
                        .flatMap(HostFacts::chosen)
                        .filter(word -> !word.equals("none"));
        return answer instanceof Reading.Failed<FirmwareSettings>(String reason)
                ? new Reading.Failed<>(
                        reason + locked.map(" (kernel lockdown: %s)"::formatted).orElse(""))
                : answer;
    }

    private static <T> Optional<T> found(Look look, String path, Reading<T> reading) {
        if (reading instanceof Reading.Failed<T>(String reason)) {
            look.gap(path, reason);
        }
        return reading.found();
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

    /// The next look asks the firmware anew.
    void forgetFirmware() {
        firmware.forget();
    }

    /// The next look asks anew, but for the firmware.
    void forget() {
        kept.clear();
        linkNames.forget();
        devlinks.forget();
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
                .filter(name ->
                        look.glanceText(pf.path("net/" + name + "/phys_port_name"))
                                .filter(SlowFacts::ofRepresentor)
                                .isEmpty())
                .findFirst();
    }

    /// Whether a port of this name is a VF's representor.
    static boolean ofRepresentor(String portName) {
        return portName.matches("(c\\d+)?pf\\d+.+");
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
