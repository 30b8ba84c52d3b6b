package io.vfleet.agent.collect;

import io.vfleet.domain.inventory.PciAddress;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// All functions of the host, found in one walk over `/sys/bus/pci/devices`.
record PciFunctions(SortedMap<PciAddress, PciFunction> byAddress) {

    private static final String DEVICES = "/sys/bus/pci/devices";
    private static final String MEDIATED = "/sys/class/mdev_bus";

    static PciFunctions walk(Look look) {
        SortedMap<PciAddress, PciFunction> functions = new TreeMap<>();
        look.list(DEVICES).forEach(name -> add(functions, look, DEVICES, name));
        // the same devices again, unless a partial tree has them only here
        look.rareList(MEDIATED).forEach(name -> add(functions, look, MEDIATED, name));
        return new PciFunctions(functions);
    }

    private static void add(
            SortedMap<PciAddress, PciFunction> functions, Look look, String parent, String name) {
        PciAddress.find(name)
                .filter(address -> !functions.containsKey(address))
                .flatMap(address -> read(look, address, parent + "/" + name))
                .ifPresent(function -> functions.put(function.address(), function));
    }

    /// Empty for a device that has left since the folder was listed.
    private static Optional<PciFunction> read(Look look, PciAddress address, String folder) {
        return look.folder(folder)
                .map(Set::copyOf)
                .map(names -> new PciFunction(address, folder, names, look.hex(folder + "/class")));
    }

    Optional<PciFunction> find(PciAddress address) {
        return Optional.ofNullable(byAddress.get(address));
    }

    Collection<PciFunction> all() {
        return byAddress.values();
    }
}
