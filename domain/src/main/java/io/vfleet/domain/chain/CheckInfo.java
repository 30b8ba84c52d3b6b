package io.vfleet.domain.chain;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/// What there is to say about a check before any host is looked at.
///
/// @param id stable, kebab-case: `iommu-off-in-firmware`
/// @param reference the detector of the SR-IOV reference it implements: `D01`
/// @param symptom what people see when it fails; empty when it depends, or nothing shows
/// @param critical whether its link is unknown as long as it cannot read its input
/// @param causes the checks whose finding on the same path explains this one, nearest first
/// @param title one sentence, what it asks
public record CheckInfo(
        String id,
        String reference,
        Link link,
        Optional<Symptom> symptom,
        boolean critical,
        List<String> causes,
        String title) {

    public CheckInfo {
        requireNonNull(id, "id is null");
        causes = List.copyOf(causes);
    }

    static CheckInfo critical(String id, String reference, Link link, String title) {
        return new CheckInfo(id, reference, link, Optional.empty(), true, List.of(), title);
    }

    static CheckInfo lesser(String id, String reference, Link link, String title) {
        return new CheckInfo(id, reference, link, Optional.empty(), false, List.of(), title);
    }

    CheckInfo showing(Symptom shown) {
        return new CheckInfo(id, reference, link, Optional.of(shown), critical, causes, title);
    }

    CheckInfo causedBy(String... checks) {
        return new CheckInfo(id, reference, link, symptom, critical, List.of(checks), title);
    }
}
