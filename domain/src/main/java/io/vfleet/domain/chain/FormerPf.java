package io.vfleet.domain.chain;

import io.vfleet.domain.chain.Expectations.Range;
import io.vfleet.domain.inventory.NetworkFunction;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.PhysicalFunction.Sriov;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A network function that shows no SR-IOV though VFs of it were there or are wanted. Nothing in
/// one look at a host tells it from a card that never had any: it takes a memory, or a profile and
/// a known model. A card that was taken out is none.
///
/// @param why in words that follow the address
record FormerPf(
        NetworkFunction function,
        Optional<String> family,
        String why,
        Severity severity,
        Confidence confidence) {

    static List<FormerPf> of(NodeInventory inventory, Expectations expectations) {
        if (inventory.otherNetworkFunctions().isEmpty()) {
            return List.of();
        }
        boolean unmet = profileUnmet(inventory, expectations);
        return networkFunctions(inventory)
                .flatMap(function ->
                        new Case(inventory, expectations, function).formerPf(unmet).stream())
                .toList();
    }

    /// Functions that show no SR-IOV, of models that can: a hint where nothing wants VFs of them.
    /// In a VM the hypervisor takes the capability away.
    static List<FormerPf> hints(NodeInventory inventory, List<FormerPf> formerPfs) {
        if (inventory.host().hypervisor().orElse(true)) {
            return List.of();
        }
        return networkFunctions(inventory)
                .filter(function ->
                        formerPfs.stream().noneMatch(former -> former.function().equals(function)))
                .flatMap(function ->
                        new Case(inventory, Expectations.NONE, function).hint().stream())
                .toList();
    }

    PciAddress address() {
        return function.address();
    }

    Subject subject() {
        return new Subject.Pf(address());
    }

    /// The function's address, and what it is where that is known.
    String name() {
        return address() + family.map(model -> " (" + model + ")").orElse("");
    }

    String path(String file) {
        return address().sysfsPath() + "/" + file;
    }

    private static Stream<NetworkFunction> networkFunctions(NodeInventory inventory) {
        return inventory.otherNetworkFunctions().stream()
                .filter(function ->
                        function.classCode().filter(code -> code.startsWith("02")).isPresent())
                .sorted(Comparator.comparing(NetworkFunction::address));
    }

    // where one PF offers VFs the profile may be about that one, and the other port is for people
    private static boolean profileUnmet(NodeInventory inventory, Expectations expectations) {
        boolean wanted = expectations.vfsPerPf().map(Range::min).orElse(0) > 0;
        return wanted
                && !inventory.host().hypervisor().orElse(true)
                && inventory.physicalFunctions().stream()
                        .filter(PhysicalFunction::network)
                        .noneMatch(FormerPf::offers);
    }

    private static boolean offers(PhysicalFunction pf) {
        return pf.sriov().map(Sriov::totalVfs).filter(all -> all.orElse(1) > 0).isPresent();
    }

    /// One function, and what is remembered and wanted of it.
    private record Case(
            NodeInventory inventory, Expectations expectations, NetworkFunction function) {

        Optional<FormerPf> formerPf(boolean profileUnmet) {
            Integer desired = expectations.desiredVfs().get(function.address());
            if (desired != null) {
                return desired == 0
                        ? Optional.empty()
                        : critical(
                                "offers no SR-IOV, and %s wanted of it"
                                        .formatted(Words.are(desired, "VF")),
                                Confidence.HIGH);
            }
            int had = expectations.formerPfs().getOrDefault(function.address(), 0);
            if (had > 0) {
                return critical(had(had), Confidence.HIGH);
            }
            int before = Scope.before(inventory, function.address());
            if (before > 0 && family().isPresent()) {
                // the agent remembers an address, and another card may have come there
                return critical(had(before), Confidence.MEDIUM);
            }
            return profileUnmet && proven() ? byProfile() : Optional.empty();
        }

        private Optional<FormerPf> critical(String why, Confidence confidence) {
            return Optional.of(
                    new FormerPf(function, family(), why, Severity.CRITICAL, confidence));
        }

        private static String had(int vfs) {
            return "had %s and offers no SR-IOV any more".formatted(Words.count(vfs, "VF"));
        }

        private Optional<FormerPf> byProfile() {
            String why =
                    "offers no SR-IOV, and the profile %s wants VFs on this host"
                            .formatted(expectations.profile().orElse(""));
            return family().map(model ->
                    new FormerPf(
                            function,
                            Optional.of(model),
                            why,
                            Severity.WARNING,
                            Confidence.MEDIUM));
        }

        Optional<FormerPf> hint() {
            return family().filter(_ -> proven())
                    .map(model ->
                            new FormerPf(
                                    function,
                                    Optional.of(model),
                                    "offers no SR-IOV, which a %s can: see its firmware and the BIOS, if VFs are wanted"
                                            .formatted(model),
                                    Severity.INFO,
                                    Confidence.LOW));
        }

        private Optional<String> family() {
            return SriovModels.family(function.vendorId(), function.deviceId());
        }

        private boolean proven() {
            return Stream.of("sriov_totalvfs", "config")
                    .map(file -> function.address().sysfsPath() + "/" + file)
                    .noneMatch(path -> inventory.gap(path).isPresent());
        }
    }
}
