package io.vfleet.agent.operate;

import io.vfleet.agent.host.Host;
import io.vfleet.agent.host.Reading;
import io.vfleet.agent.host.VfChange;
import io.vfleet.agent.host.VfState;
import io.vfleet.agent.sight.Sight;
import io.vfleet.agent.sight.Unknowable;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.VfAdmin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the VFs of a PF are set to, by index: all of it is lost with them.
///
/// @param autoprobe `sriov_drivers_autoprobe`, where the PF has it
record Snapshot(Optional<String> autoprobe, SortedMap<Integer, VfSettings> vfs) {

    private static final String NONE = "(null)";
    // linux/if.h, NET_ADDR_RANDOM and NET_ADDR_SET
    private static final List<String> OWN_CHOICE = List.of("1", "3");
    private static final VfState UNTOUCHED =
            VfState.of(
                    new VfAdmin(
                            Optional.empty(),
                            OptionalInt.empty(),
                            OptionalInt.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            OptionalInt.empty(),
                            OptionalInt.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty()));

    Snapshot {
        vfs = Collections.unmodifiableSortedMap(new TreeMap<>(vfs));
    }

    /// @throws Unknowable when something could not be put back, because it cannot be read now
    static Snapshot read(Sight sight, Pf pf) throws Unknowable {
        SortedMap<Integer, VfState> states =
                pf.vfs().isEmpty() ? new TreeMap<>() : states(sight, pf);
        SortedMap<Integer, VfSettings> vfs = new TreeMap<>();
        boolean dealt = dealsOutInterrupts(sight, pf);
        for (Map.Entry<Integer, PciAddress> vf : pf.vfs().entrySet()) {
            VfState state = states.getOrDefault(vf.getKey(), UNTOUCHED);
            vfs.put(vf.getKey(), settings(sight, vf.getValue(), state, dealt));
        }
        String autoprobe = pf.address().sysfsPath() + "/sriov_drivers_autoprobe";
        return new Snapshot(sight.text(autoprobe), vfs);
    }

    /// What has to be done to VFs that are like `now` for them to be like these were.
    List<VfChange> since(Snapshot now) {
        List<VfChange> all = new ArrayList<>();
        now.vfs.forEach((index, found) -> {
            VfSettings wanted = vfs.get(index);
            if (wanted != null) {
                all.addAll(wanted.since(found, index));
            }
        });
        return all;
    }

    private static SortedMap<Integer, VfState> states(Sight sight, Pf pf) throws Unknowable {
        if (pf.netdevs().isEmpty()) {
            return new TreeMap<>();
        }
        String netdev = pf.netdevs().getFirst();
        return switch (sight.host().vfStates(netdev)) {
            case Reading.Value<SortedMap<Integer, VfState>>(var states) ->
                    whole(states, pf, netdev);
            case Reading.Absent<SortedMap<Integer, VfState>>() -> new TreeMap<>();
            case Reading.Failed<SortedMap<Integer, VfState>>(var why) ->
                    throw new Unknowable("what is set on the VFs of " + netdev, why);
        };
    }

    // a list that grows too long for the kernel is cut short
    private static SortedMap<Integer, VfState> whole(
            SortedMap<Integer, VfState> states, Pf pf, String netdev) throws Unknowable {
        if (!states.keySet().containsAll(pf.vfs().keySet())) {
            throw new Unknowable(
                    "what is set on the VFs of " + netdev,
                    "the kernel told of %d of %d".formatted(states.size(), pf.vfs().size()));
        }
        return states;
    }

    private static VfSettings settings(Sight sight, PciAddress vf, VfState state, boolean dealt)
            throws Unknowable {
        String folder = vf.sysfsPath();
        Optional<String> netdev = sight.names(folder + "/net").stream().findFirst();
        return new VfSettings(
                state,
                netdev.isPresent() && ownMac(sight, folder + "/net/" + netdev.get(), state),
                sight.linkName(folder + "/driver"),
                sight.text(folder + "/driver_override")
                        .filter(name -> !name.isEmpty() && !name.equals(NONE)),
                netdev.isPresent()
                        ? number(sight.text(folder + "/net/" + netdev.get() + "/mtu"))
                        : OptionalInt.empty(),
                dealt ? interrupts(sight.host(), folder) : OptionalInt.empty());
    }

    // the driver of an Intel VF without an address makes one up and tells its PF
    private static boolean ownMac(Sight sight, String netdev, VfState state) throws Unknowable {
        Optional<String> mac = sight.text(netdev + "/address");
        return mac.isPresent()
                && mac.equals(state.admin().mac())
                && sight.text(netdev + "/addr_assign_type")
                        .filter(OWN_CHOICE::contains)
                        .isPresent();
    }

    // Documentation/ABI/testing/sysfs-bus-pci: 0 where the driver does not know how
    private static boolean dealsOutInterrupts(Sight sight, Pf pf) throws Unknowable {
        return sight.text(pf.address().sysfsPath() + "/sriov_vf_total_msix")
                .filter(total -> !total.equals("0"))
                .isPresent();
    }

    // MSI-X capability, PCI spec §7.7.2: Table Size, less one, in the lower 11 bits
    private static OptionalInt interrupts(Host host, String folder) {
        byte[] config = host.bytes(folder + "/config", 256).found().orElse(new byte[0]);
        int at = config.length < 256 ? 0 : Byte.toUnsignedInt(config[0x34]) & ~3;
        for (int left = 48; at != 0 && at < 252 && left > 0; left--) {
            if (config[at] == 0x11) {
                int control = Byte.toUnsignedInt(config[at + 2]) | config[at + 3] << 8;
                return OptionalInt.of((control & 0x7ff) + 1);
            }
            at = Byte.toUnsignedInt(config[at + 1]) & ~3;
        }
        return OptionalInt.empty();
    }

    private static OptionalInt number(Optional<String> text) {
        return text.filter(number -> number.matches("\\d{1,6}"))
                .map(number -> OptionalInt.of(Integer.parseInt(number)))
                .orElse(OptionalInt.empty());
    }
}
