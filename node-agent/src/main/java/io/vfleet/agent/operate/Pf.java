package io.vfleet.agent.operate;

import io.vfleet.agent.sight.Sight;
import io.vfleet.agent.sight.Unknowable;
import io.vfleet.domain.inventory.PciAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// A PF as it is at this moment.
///
/// @param numVfs what `sriov_numvfs` says
/// @param vfs by index, after the `virtfnN` links: these are there without waiting for a lock
record Pf(
        PciAddress address,
        String vendor,
        String device,
        Optional<String> driver,
        OptionalInt totalVfs,
        int numVfs,
        SortedMap<Integer, PciAddress> vfs,
        List<String> netdevs) {

    private static final String VIRTFN = "virtfn";
    private static final int RETRIES = 2;
    private static final Duration PAUSE = Duration.ofMillis(200);

    Pf {
        vfs = Collections.unmodifiableSortedMap(new TreeMap<>(vfs));
        netdevs = List.copyOf(netdevs);
    }

    /// @throws Unknowable when there is no such PF, or it cannot be read
    static Pf read(Sight sight, PciAddress address) throws Unknowable {
        String folder = address.sysfsPath();
        return new Pf(
                address,
                word(sight, folder + "/vendor"),
                word(sight, folder + "/device"),
                sight.linkName(folder + "/driver"),
                total(sight.text(folder + "/sriov_totalvfs")),
                count(word(sight, folder + "/sriov_numvfs"), folder),
                vfs(sight, folder),
                sight.names(folder + "/net"));
    }

    /// What is kept of one whose change may have to be taken back.
    static Pf remembered(PciAddress address, String vendor, String device, int numVfs) {
        return new Pf(
                address,
                vendor,
                device,
                Optional.empty(),
                OptionalInt.empty(),
                numVfs,
                new TreeMap<>(),
                List.of());
    }

    /// The PF with this VF alone.
    Pf only(int index) {
        SortedMap<Integer, PciAddress> one = new TreeMap<>(vfs);
        one.keySet().retainAll(Set.of(index));
        return new Pf(address, vendor, device, driver, totalVfs, numVfs, one, netdevs);
    }

    /// Without its own netdevs: what a change of its VFs alone touches.
    Pf withoutNetdevs() {
        return new Pf(address, vendor, device, driver, totalVfs, numVfs, vfs, List.of());
    }

    /// The same, tried again where somebody else is just reading the count: readers queue behind
    /// one another and behind writers.
    static Pf readPatiently(Sight sight, PciAddress address, Clockwork clock)
            throws Unknowable, InterruptedException {
        for (int left = RETRIES; ; left--) {
            try {
                return read(sight, address);
            } catch (Unknowable unknown) {
                if (left == 0) {
                    throw unknown;
                }
            }
            clock.sleep(PAUSE);
        }
    }

    /// Whether the counter and the VFs say the same.
    boolean has(int count) {
        return numVfs == count && vfs.size() == count;
    }

    /// The netdevs of the PF and of its VFs on this host: all that a resize takes away.
    List<String> allNetdevs(Sight sight) throws Unknowable {
        List<String> all = new ArrayList<>(netdevs);
        for (PciAddress vf : vfs.values()) {
            all.addAll(sight.names(vf.sysfsPath() + "/net"));
        }
        return all;
    }

    private static SortedMap<Integer, PciAddress> vfs(Sight sight, String folder)
            throws Unknowable {
        SortedMap<Integer, PciAddress> vfs = new TreeMap<>();
        for (String name : sight.names(folder)) {
            if (name.startsWith(VIRTFN)) {
                Optional<PciAddress> vf =
                        sight.linkName(folder + "/" + name).flatMap(PciAddress::find);
                vf.ifPresent(found -> vfs.put(count(name), found));
            }
        }
        return vfs;
    }

    private static int count(String virtfn) {
        String number = virtfn.substring(VIRTFN.length());
        return number.matches("\\d{1,5}") ? Integer.parseInt(number) : -1;
    }

    private static int count(String text, String folder) throws Unknowable {
        if (!text.matches("\\d{1,5}")) {
            throw new Unknowable(folder + "/sriov_numvfs says '" + text + "'");
        }
        return Integer.parseInt(text);
    }

    private static OptionalInt total(Optional<String> text) {
        return text.filter(number -> number.matches("\\d{1,5}"))
                .map(number -> OptionalInt.of(Integer.parseInt(number)))
                .orElse(OptionalInt.empty());
    }

    private static String word(Sight sight, String path) throws Unknowable {
        return sight.text(path).orElseThrow(() -> new Unknowable(path + " is not there"));
    }
}
