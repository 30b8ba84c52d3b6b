package io.vfleet.server.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/// An entry at its place in the chain.
record AuditRow(long id, AuditEntry entry, byte[] previous, byte[] hash) {

    private static final int HASH = 32;

    /// What the first row follows.
    static final AuditRow NONE =
            new AuditRow(
                    0,
                    new AuditEntry(
                            Instant.EPOCH,
                            "",
                            "",
                            Optional.empty(),
                            "",
                            Optional.empty(),
                            Optional.empty(),
                            "{}"),
                    new byte[HASH],
                    new byte[HASH]);

    AuditRow followedBy(AuditEntry next) {
        return new AuditRow(id + 1, next, hash, hash(id + 1, next, hash));
    }

    boolean follows(AuditRow before) {
        return id == before.id + 1
                && Arrays.equals(previous, before.hash)
                && Arrays.equals(hash, hash(id, entry, previous));
    }

    /// Every field with its length before it, so that no two rows have the same bytes.
    private static byte[] hash(long id, AuditEntry entry, byte[] previous) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.write(previous);
            out.writeLong(id);
            for (String field : fields(entry).toList()) {
                byte[] text = field.getBytes(StandardCharsets.UTF_8);
                out.writeInt(text.length);
                out.write(text);
            }
            return MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static Stream<String> fields(AuditEntry entry) {
        return Stream.of(
                entry.at().truncatedTo(ChronoUnit.MICROS).toString(),
                entry.who(),
                entry.what(),
                entry.node().map(Object::toString).orElse(""),
                entry.subject(),
                entry.why().map(why -> "+" + why).orElse(""),
                entry.from().map(from -> "+" + from).orElse(""),
                entry.detail());
    }
}
