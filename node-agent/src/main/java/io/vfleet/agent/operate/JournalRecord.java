package io.vfleet.agent.operate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.operation.Command;
import io.vfleet.domain.operation.Progress;
import io.vfleet.domain.wire.AgentJson;
import io.vfleet.domain.wire.MalformedDocument;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;

/// One line of the operations journal, closed by nothing but its own checksum.
sealed interface JournalRecord {

    String NONE = "-";

    /// A command came and was found to be in order.
    record Received(Command command) implements JournalRecord {}

    /// From here on the host may have been written to.
    record Started(UUID id, PciAddress pf, long generation, Start start) implements JournalRecord {}

    /// The same of a change that is set back by what was found.
    ///
    /// @param pf empty where it is of the whole node
    /// @param found in one line
    record Begun(
            UUID id,
            Optional<PciAddress> pf,
            long generation,
            Instant at,
            Optional<String> bootId,
            String found)
            implements JournalRecord {

        public Begun {
            if (found.isEmpty() || found.contains("\n")) {
                throw new IllegalArgumentException("'" + found + "' is not one line");
            }
        }
    }

    /// The ending.
    record Done(Progress ending) implements JournalRecord {}

    /// The server has the ending.
    record Acknowledged(UUID id) implements JournalRecord {}

    /// The highest generation begun on a PF, kept when the operation itself is forgotten.
    record Generation(PciAddress pf, long generation) implements JournalRecord {}

    /// What an operation left a card with, and under which boot.
    ///
    /// @param mac the card's own: another one at this address has no part in it
    record Kept(PciAddress pf, String mac, int numVfs, String bootId) implements JournalRecord {}

    /// How things were when an operation began.
    ///
    /// @param bootId of the host; empty where it could not be read
    record Start(int before, int target, Instant at, Optional<String> bootId) {}

    /// The record as a line, with its checksum in front.
    default String line() {
        String body = body();
        return "%08x %s\n".formatted(checksum(body), body);
    }

    /// The record of a line without its end, or empty when the line is none or damaged.
    static Optional<JournalRecord> parse(String line) {
        if (line.length() < 10
                || !line.startsWith("%08x ".formatted(checksum(line.substring(9))))) {
            return Optional.empty();
        }
        String[] words = line.substring(9).split(" ", 2);
        try {
            return Optional.of(parse(words[0], words[1]));
        } catch (IOException | MalformedDocument e) {
            return Optional.empty();
        } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private String body() {
        return switch (this) {
            case Received(var command) -> "RECEIVED " + new String(AgentJson.write(command), UTF_8);
            case Started(var id, var pf, var generation, var start) ->
                    "STARTED %s %s %d %d %d %s %s"
                            .formatted(
                                    id,
                                    pf,
                                    generation,
                                    start.before(),
                                    start.target(),
                                    start.at(),
                                    start.bootId().orElse(""))
                            .strip();
            case Begun(var id, var pf, var generation, var at, var bootId, var found) ->
                    "BEGUN %s %s %d %s %s %s"
                            .formatted(
                                    id,
                                    pf.map(PciAddress::toString).orElse(NONE),
                                    generation,
                                    at,
                                    bootId.orElse(NONE),
                                    found);
            case Done(var ending) -> "DONE " + new String(AgentJson.write(ending), UTF_8);
            case Acknowledged(var id) -> "ACKED " + id;
            case Generation(var pf, var generation) -> "GENERATION " + pf + " " + generation;
            case Kept(var pf, var mac, var numVfs, var bootId) ->
                    "KEPT %s %s %d %s".formatted(pf, mac, numVfs, bootId);
        };
    }

    private static JournalRecord parse(String kind, String rest)
            throws IOException, MalformedDocument {
        String[] words = rest.split(" ");
        return switch (kind) {
            case "RECEIVED" -> new Received(AgentJson.readCommand(bytes(rest)));
            case "STARTED" ->
                    new Started(
                            UUID.fromString(words[0]),
                            PciAddress.parse(words[1]),
                            Long.parseLong(words[2]),
                            new Start(
                                    Integer.parseInt(words[3]),
                                    Integer.parseInt(words[4]),
                                    Instant.parse(words[5]),
                                    // agents of before did not write it
                                    words.length > 6 ? Optional.of(words[6]) : Optional.empty()));
            case "BEGUN" -> begun(rest.split(" ", 6));
            case "DONE" -> new Done(AgentJson.readProgress(bytes(rest)));
            case "ACKED" -> new Acknowledged(UUID.fromString(words[0]));
            case "GENERATION" ->
                    new Generation(PciAddress.parse(words[0]), Long.parseLong(words[1]));
            case "KEPT" ->
                    new Kept(
                            PciAddress.parse(words[0]),
                            words[1],
                            Integer.parseInt(words[2]),
                            words[3]);
            default -> throw new IllegalArgumentException("unknown record " + kind);
        };
    }

    private static Begun begun(String[] words) {
        return new Begun(
                UUID.fromString(words[0]),
                Optional.of(words[1]).filter(pf -> !pf.equals(NONE)).map(PciAddress::parse),
                Long.parseLong(words[2]),
                Instant.parse(words[3]),
                Optional.of(words[4]).filter(boot -> !boot.equals(NONE)),
                words[5]);
    }

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private static long checksum(String body) {
        CRC32C crc = new CRC32C();
        crc.update(body.getBytes(UTF_8));
        return crc.getValue();
    }
}
