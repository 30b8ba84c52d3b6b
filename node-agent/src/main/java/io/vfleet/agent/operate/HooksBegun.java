package io.vfleet.agent.operate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vfleet.domain.operation.Command;
import io.vfleet.domain.wire.AgentJson;
import io.vfleet.domain.wire.MalformedDocument;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// A file for each operation whose hooks have begun, on disk before the first of them runs.
final class HooksBegun {

    private final Path folder;

    HooksBegun(Path folder) {
        this.folder = folder;
    }

    /// @param numVfs how many VFs there were when they began
    record Begun(Command command, int numVfs) {}

    void add(Command command, int numVfs) throws JournalTrouble {
        Path file = file(command.id());
        try {
            Files.createDirectories(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            String text = numVfs + "\n" + new String(AgentJson.write(command), UTF_8);
            Reverts.put(file, text);
        } catch (IOException e) {
            throw new JournalTrouble("cannot write " + file + ": " + e);
        }
    }

    boolean has(UUID operation) {
        return Files.exists(file(operation));
    }

    Optional<Begun> of(UUID operation) {
        try {
            String[] parts = Files.readString(file(operation)).split("\n", 2);
            byte[] command = parts[1].getBytes(UTF_8);
            return Optional.of(
                    new Begun(
                            AgentJson.readCommand(new ByteArrayInputStream(command)),
                            Integer.parseInt(parts[0])));
        } catch (IOException | MalformedDocument none) {
            return Optional.empty();
        } catch (IllegalArgumentException | IndexOutOfBoundsException damaged) {
            return Optional.empty();
        }
    }

    List<UUID> all() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.matches("[0-9a-f-]{36}"))
                    .map(UUID::fromString)
                    .toList();
        } catch (IOException none) {
            return List.of();
        }
    }

    void remove(UUID operation) {
        try {
            Files.deleteIfExists(file(operation));
        } catch (IOException left) {
            // the next agent runs them once more: hooks must stand that
        }
    }

    private Path file(UUID operation) {
        return folder.resolve(operation.toString());
    }
}
