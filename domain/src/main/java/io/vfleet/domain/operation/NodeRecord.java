package io.vfleet.domain.operation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.vfleet.domain.inventory.PciAddress;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/// What a node's agent wrote down for itself of one operation: a link of a chain in which each
/// carries the hash of the one before.
///
/// @param sequence 1 for the first a node ever wrote
/// @param previous the hash of the one before, in hex
/// @param hash of all the rest
public record NodeRecord(long sequence, Deed deed, String previous, String hash) {

    /// What the first one follows.
    public static final Head NONE = new Head(0, "0".repeat(64));

    public NodeRecord {
        requireNonNull(deed, "deed is null");
    }

    /// What was done.
    ///
    /// @param by who asked for it, as the server said
    public record Deed(
            UUID operation,
            Instant at,
            OperationKind kind,
            Optional<PciAddress> pf,
            Optional<String> by,
            OptionalInt before,
            OptionalInt after,
            OperationState state) {

        public Deed {
            at = at.truncatedTo(ChronoUnit.MILLIS);
        }

        static Deed of(Command command, Progress ending, Instant at) {
            return new Deed(
                    command.id(),
                    at,
                    command.kind(),
                    command.pf(),
                    command.origin().by(),
                    ending.before(),
                    ending.after(),
                    ending.state());
        }
    }

    /// How far a chain goes.
    public record Head(long sequence, String hash) {

        public NodeRecord followedBy(Command command, Progress ending, Instant at) {
            Deed deed = Deed.of(command, ending, at);
            long next = sequence + 1;
            return new NodeRecord(next, deed, hash, NodeRecord.hash(next, deed, hash));
        }
    }

    public Head head() {
        return new Head(sequence, hash);
    }

    /// Whether it is as it was written.
    public boolean whole() {
        return hash.equals(hash(sequence, deed, previous));
    }

    public boolean follows(Head before) {
        return sequence == before.sequence() + 1 && previous.equals(before.hash());
    }

    // every field with its length before it, so that no two records have the same bytes
    private static String hash(long sequence, Deed deed, String previous) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            for (String field : fields(sequence, deed, previous)) {
                byte[] text = field.getBytes(UTF_8);
                out.writeInt(text.length);
                out.write(text);
            }
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static List<String> fields(long sequence, Deed deed, String previous) {
        return List.of(
                previous,
                Long.toString(sequence),
                deed.operation().toString(),
                deed.at().toString(),
                deed.kind().name(),
                deed.pf().map(Object::toString).orElse(""),
                deed.by().map(by -> "+" + by).orElse(""),
                deed.before().toString(),
                deed.after().toString(),
                deed.state().name());
    }
}
