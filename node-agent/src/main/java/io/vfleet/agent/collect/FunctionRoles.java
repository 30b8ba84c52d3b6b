package io.vfleet.agent.collect;

import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.VirtualFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Which functions are PFs, which are VFs, and which network functions are neither: by capability
/// and links, never by a list of models.
record FunctionRoles(
        List<PciFunction> physical, List<PciFunction> virtual, List<PciFunction> others) {

    static FunctionRoles sort(Look look, PciFunctions functions, SriovCapability capability) {
        FunctionRoles roles =
                new FunctionRoles(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (PciFunction function : functions.all()) {
            roles.add(look, function, capability);
        }
        return roles;
    }

    private void add(Look look, PciFunction function, SriovCapability capability) {
        if (virtual(look, function)) {
            virtual.add(function);
            return;
        }
        if (physical(look, function, capability)) {
            physical.add(function);
            return;
        }
        if (function.network() || function.has("infiniband")) {
            noteUnproven(look, function);
            others.add(function);
        }
    }

    /// VFs that no PF of these links to.
    List<PciFunction> orphans(List<PhysicalFunction> pfs) {
        Set<PciAddress> claimed =
                pfs.stream()
                        .flatMap(pf -> pf.virtualFunctions().stream())
                        .map(VirtualFunction::address)
                        .collect(Collectors.toSet());
        return virtual.stream().filter(vf -> !claimed.contains(vf.address())).toList();
    }

    private static boolean physical(Look look, PciFunction function, SriovCapability capability) {
        return function.has("sriov_totalvfs")
                || function.has("sriov_numvfs")
                || capability.in(look, function);
    }

    private static boolean virtual(Look look, PciFunction function) {
        return function.has("physfn") || VfDrivers.bind(look, function) || hollow(look, function);
    }

    /// A VF's own ids read FFFF; the file is worth a look only where links are missing.
    private static boolean hollow(Look look, PciFunction function) {
        return !look.whole()
                && look.glance(function.path("config"), 64)
                        .map(ConfigSpace::new)
                        .filter(ConfigSpace::ofVirtualFunction)
                        .isPresent();
    }

    /// Why a network function may be a PF after all.
    private static void noteUnproven(Look look, PciFunction function) {
        if (!look.whole()) {
            look.text(function.path("sriov_totalvfs"));
        }
        Optional<ConfigSpace> config =
                look.bytes(function.path("config"), ConfigSpace.SIZE).map(ConfigSpace::new);
        config.filter(space -> !space.complete())
                .ifPresent(space -> look.gap(function.path("config"), Upstream.shortRead(space)));
    }
}
