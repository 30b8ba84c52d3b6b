package io.vfleet.simulation;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How a host is set up, or was left. Nothing here says what follows from it.
enum Circumstance {
    /// As its kit says.
    ORDINARY(_ -> true),
    /// The firmware's setup does not hand the IOMMU over.
    FIRMWARE_KEEPS_IOMMU(_ -> true),
    /// The command line switches the IOMMU off.
    IOMMU_SWITCHED_OFF(_ -> true),
    /// The command line does not ask for it, and the kernel was built to wait for that.
    IOMMU_NOT_ASKED_FOR(kit -> kit.intel() && !kit.build().intelIommuByDefault()),
    /// One root port has no Access Control Services.
    PORT_WITHOUT_ACS(_ -> true),
    /// Less memory for hugepages at boot than asked for.
    LITTLE_SPARE_MEMORY(kit -> kit.gigapages() > 0),
    /// A boot script that makes half as many VFs.
    HALF_THE_VFS(kit -> kit.profile().isPresent()),
    /// RDMA's module is not there when VFs are made, or not at all.
    RDMA_MODULE_LATE(kit -> kit.rdma()),
    /// Some VFs were reloaded without their RDMA half.
    RDMA_HALF_TAKEN(kit -> kit.rdma()),
    /// Somebody has cut VFs off.
    VF_CUT_OFF(_ -> true),
    /// VFs still carry the VLAN and rate of a former tenant.
    FORMER_TENANT(_ -> true),
    /// A port's driver was taken away.
    PORT_WITHOUT_DRIVER(_ -> true),
    /// A security module keeps the agent from configuration space and the IOMMU's groups.
    CONFINED_AGENT(_ -> true),
    /// Nobody has made VFs.
    NO_VFS(_ -> true);

    private final Predicate<Kit> possible;

    Circumstance(Predicate<Kit> possible) {
        this.possible = possible;
    }

    /// As people write it: `port-without-acs`.
    static Circumstance named(String name) {
        return Stream.of(values())
                .filter(it -> it.word().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "nothing is called '%s'; there are: %s"
                                        .formatted(
                                                name,
                                                Stream.of(values())
                                                        .map(Circumstance::word)
                                                        .collect(Collectors.joining(", ")))));
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean possibleWith(Kit kit) {
        return possible.test(kit);
    }

    /// All but the first.
    static List<Circumstance> special() {
        return List.of(values()).subList(1, values().length);
    }
}
