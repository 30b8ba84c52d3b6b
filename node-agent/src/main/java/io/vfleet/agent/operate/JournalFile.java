package io.vfleet.agent.operate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Lines on disk: each is there before [#append] returns, and one that was torn by a crash is
/// dropped.
final class JournalFile {

    private final Path path;

    JournalFile(Path path) {
        this.path = path;
    }

    /// All records; what follows the last whole line is cut off.
    ///
    /// @throws JournalTrouble when a line is damaged in the midst of good ones
    List<JournalRecord> read() throws JournalTrouble {
        byte[] bytes = bytes();
        List<JournalRecord> records = new ArrayList<>();
        int good = 0;
        for (int end = end(bytes, 0); end >= 0; end = end(bytes, good)) {
            String line = new String(bytes, good, end - good, UTF_8);
            Optional<JournalRecord> record = JournalRecord.parse(line);
            if (record.isEmpty()) {
                damaged(end + 1 == bytes.length);
                break;
            }
            records.add(record.get());
            good = end + 1;
        }
        if (good < bytes.length) {
            cut(good);
        }
        return records;
    }

    void append(JournalRecord record) throws JournalTrouble {
        try (FileChannel file = FileChannel.open(path, Set.of(CREATE, WRITE), ownerOnly())) {
            boolean fresh = file.size() == 0;
            long whole = file.size();
            try {
                write(file, whole, record.line());
            } catch (IOException e) {
                // half a line would spoil the next one
                file.truncate(whole);
                throw e;
            }
            file.force(true);
            if (fresh) {
                syncFolder();
            }
        } catch (IOException e) {
            throw new JournalTrouble("cannot write " + path + ": " + reason(e));
        }
    }

    void replace(List<JournalRecord> records) throws JournalTrouble {
        Path next = path.resolveSibling(path.getFileName() + ".next");
        StringBuilder lines = new StringBuilder();
        records.forEach(record -> lines.append(record.line()));
        try {
            Files.deleteIfExists(next);
            try (FileChannel file =
                    FileChannel.open(next, Set.of(CREATE, WRITE, TRUNCATE_EXISTING), ownerOnly())) {
                write(file, 0, lines.toString());
                file.force(true);
            }
            Files.move(next, path, ATOMIC_MOVE);
            syncFolder();
        } catch (IOException e) {
            throw new JournalTrouble("cannot write " + path + ": " + reason(e));
        }
    }

    private byte[] bytes() throws JournalTrouble {
        try {
            return Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            return new byte[0];
        } catch (IOException e) {
            throw new JournalTrouble("cannot read " + path + ": " + reason(e));
        }
    }

    private void damaged(boolean last) throws JournalTrouble {
        if (!last) {
            throw new JournalTrouble(
                    path + " is damaged in its midst: what was done to this host is not known");
        }
    }

    private void cut(long good) throws JournalTrouble {
        try (FileChannel file = FileChannel.open(path, WRITE)) {
            file.truncate(good);
            file.force(true);
        } catch (IOException e) {
            throw new JournalTrouble("cannot cut the torn end off " + path + ": " + reason(e));
        }
    }

    private static void write(FileChannel file, long at, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
        file.position(at);
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    // a new name lasts through a power cut only once its folder is synced (fsync(2))
    private void syncFolder() throws IOException {
        try (FileChannel folder = FileChannel.open(path.toAbsolutePath().getParent(), READ)) {
            folder.force(true);
        }
    }

    private static int end(byte[] bytes, int from) {
        for (int at = from; at < bytes.length; at++) {
            if (bytes[at] == '\n') {
                return at;
            }
        }
        return -1;
    }

    private static java.nio.file.attribute.FileAttribute<?> ownerOnly() {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
