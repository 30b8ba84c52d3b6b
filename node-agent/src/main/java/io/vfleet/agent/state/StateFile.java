package io.vfleet.agent.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;

/// A small text file that is there whole or not at all, closed by a checksum line.
final class StateFile {

    private static final System.Logger LOG = System.getLogger("io.vfleet.agent");
    private static final String CHECKSUM = "crc32 ";

    private final Path path;

    StateFile(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /// The lines without the checksum; a file that is damaged is set aside and counts as not there.
    Optional<List<String>> read() throws StateProblem {
        Optional<String> text = text();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        int end = text.get().lastIndexOf(CHECKSUM);
        if (end < 0 || !text.get().equals(closed(text.get().substring(0, end)))) {
            setAside("its checksum does not match");
            return Optional.empty();
        }
        return Optional.of(text.get().substring(0, end).lines().toList());
    }

    void write(List<String> lines) throws IOException {
        writeText(closed(String.join("\n", lines) + "\n"));
    }

    /// Puts new lines in the place of the old ones, which takes no room on a full disk. A crash in
    /// the midst of it damages the file.
    void overwrite(List<String> lines) throws IOException {
        try (var file = FileChannel.open(path, WRITE)) {
            ByteBuffer bytes =
                    ByteBuffer.wrap(closed(String.join("\n", lines) + "\n").getBytes(UTF_8));
            int length = bytes.remaining();
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.truncate(length);
            file.force(true);
        }
    }

    void delete() throws IOException {
        Files.deleteIfExists(path);
    }

    /// Renames the file so that somebody can look at it, and says so; of those that were renamed
    /// before the last one goes.
    void setAside(String why) throws StateProblem {
        Path aside = path.resolveSibling(path.getFileName() + ".damaged");
        try {
            Files.move(path, aside, REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StateProblem("cannot set damaged " + path + " aside: " + reason(e));
        }
        LOG.log(
                System.Logger.Level.WARNING,
                "{0} is damaged ({1}): set aside as {2}, starting without it",
                path,
                why,
                aside.getFileName());
    }

    Optional<String> text() throws StateProblem {
        try {
            // not readString: a damaged file need not be UTF-8
            return Optional.of(new String(Files.readAllBytes(path), UTF_8));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StateProblem("cannot read " + path + ": " + reason(e));
        }
    }

    void writeText(String text) throws IOException {
        Path next = path.resolveSibling(path.getFileName() + ".next");
        Files.deleteIfExists(next);
        try {
            writeWhole(next, text);
        } catch (IOException e) {
            // on a full disk half a file would keep the room that others need
            Files.deleteIfExists(next);
            throw e;
        }
        Files.move(next, path, ATOMIC_MOVE);
        syncFolder();
    }

    private static void writeWhole(Path next, String text) throws IOException {
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var file =
                FileChannel.open(next, Set.of(CREATE, WRITE, TRUNCATE_EXISTING), ownerOnly)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        }
    }

    static String reason(IOException e) {
        String message = e.getMessage() == null ? "" : ": " + e.getMessage();
        return e.getClass().getSimpleName() + message;
    }

    // a rename lasts through a power cut only once its folder is synced (fsync(2))
    private void syncFolder() throws IOException {
        try (var folder = FileChannel.open(path.toAbsolutePath().getParent(), READ)) {
            folder.force(true);
        }
    }

    private static String closed(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(UTF_8));
        return body + CHECKSUM + "%08x".formatted(crc.getValue()) + "\n";
    }
}
