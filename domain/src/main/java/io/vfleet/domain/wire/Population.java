package io.vfleet.domain.wire;

import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.VirtualFunction;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// How many functions a host may report, each address once: what the stores rely on.
final class Population {

    static final int MOST_PFS = 4096;
    static final int MOST_VFS = 65_536;

    private final Set<PciAddress> seen = new HashSet<>();
    private int vfs;

    private Population() {}

    static NodeInventory checked(NodeInventory inventory) throws MalformedDocument {
        Population population = new Population();
        population.addPfs(inventory.physicalFunctions());
        population.addVfs("orphanVirtualFunctions", inventory.orphanVirtualFunctions());
        return inventory;
    }

    private void addPfs(List<PhysicalFunction> pfs) throws MalformedDocument {
        for (int i = 0; i < pfs.size(); i++) {
            String path = "physicalFunctions[" + i + "]";
            add(path, pfs.get(i).address());
            addVfs(path + ".virtualFunctions", pfs.get(i).virtualFunctions());
        }
    }

    private void addVfs(String path, List<VirtualFunction> functions) throws MalformedDocument {
        vfs += functions.size();
        if (vfs > MOST_VFS) {
            throw new MalformedDocument(
                    path, path + " makes " + vfs + " VFs in all, expected at most " + MOST_VFS);
        }
        for (int i = 0; i < functions.size(); i++) {
            add(path + "[" + i + "]", functions.get(i).address());
        }
    }

    private void add(String path, PciAddress address) throws MalformedDocument {
        if (!seen.add(address)) {
            String field = path + ".address";
            throw new MalformedDocument(
                    field, "%s is '%s', which stands there twice".formatted(field, address));
        }
    }
}
