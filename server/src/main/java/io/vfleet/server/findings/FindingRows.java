package io.vfleet.server.findings;

import io.vfleet.domain.chain.Diagnosis;
import io.vfleet.domain.chain.Finding;
import io.vfleet.domain.wire.DiagnosisJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The rows that a diagnosis of one node makes, each finding once and consequences on their own.
final class FindingRows {

    private final UUID node;
    private final Instant at;
    private final Map<UUID, FindingRow> rows = new LinkedHashMap<>();

    private FindingRows(UUID node, Instant at) {
        this.node = node;
        this.at = at;
    }

    static Map<UUID, FindingRow> of(UUID node, Instant at, Diagnosis diagnosis) {
        var rows = new FindingRows(node, at);
        diagnosis.links().stream()
                .flatMap(link -> link.findings().stream())
                .forEach(finding -> rows.add(finding, Optional.empty()));
        return rows.rows;
    }

    private void add(Finding finding, Optional<UUID> cause) {
        UUID id = id(finding);
        rows.putIfAbsent(id, row(id, finding.with(List.of()), cause));
        finding.consequences().forEach(consequence -> add(consequence, Optional.of(id)));
    }

    /// The same (node, check, subject) has the same id for ever, whichever replica writes it.
    private UUID id(Finding finding) {
        String key = node + " " + finding.check() + " " + finding.subject();
        return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
    }

    private FindingRow row(UUID id, Finding finding, Optional<UUID> cause) {
        var json = new ByteArrayOutputStream();
        try {
            DiagnosisJson.write(finding, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        MessageDigest sha256 = sha256();
        sha256.update(json.toByteArray());
        byte[] digest = sha256.digest(cause.toString().getBytes(StandardCharsets.UTF_8));
        String detail = json.toString(StandardCharsets.UTF_8);
        return new FindingRow(id, node, finding, cause, detail, digest, at);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
