package io.vfleet.server.findings;

import io.vfleet.domain.chain.Finding;
import io.vfleet.domain.chain.Subject;
import io.vfleet.domain.chain.Symptom;
import io.vfleet.domain.inventory.PciAddress;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/// One finding as it stands in the table.
///
/// @param at when it was seen to be so
record FindingRow(
        UUID id,
        UUID node,
        Finding finding,
        Optional<UUID> causedBy,
        String detail,
        byte[] digest,
        Instant at) {

    String subject() {
        return finding.subject().toString();
    }

    Optional<String> pfAddress() {
        return switch (finding.subject()) {
            case Subject.Node() -> Optional.empty();
            case Subject.Pf(PciAddress address) -> Optional.of(address.toString());
            case Subject.Vf(PciAddress pf, PciAddress _) -> Optional.of(pf.toString());
        };
    }

    Optional<String> symptom() {
        return finding.symptom().map(Symptom::id);
    }

    /// The digest as PostgreSQL reads a bytea.
    String digestText() {
        return "\\x" + HexFormat.of().formatHex(digest);
    }
}
