package io.vfleet.agent.operate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.vfleet.domain.operation.Command;
import io.vfleet.domain.operation.NodeRecord;
import io.vfleet.domain.operation.Progress;
import io.vfleet.domain.wire.AgentJson;
import io.vfleet.domain.wire.MalformedDocument;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/// The agent's own record of what it did, for this host's people and to be compared with the
/// server's: a chain on disk that is only added to. When a file is full the one before it goes, and
/// the chain goes on in a new one.
final class OwnRecord {

    /// Records of one file; two are kept.
    static final int MOST = 500;

    private final Path file;
    private final Consumer<String> log;
    private final Map<UUID, NodeRecord> records = new LinkedHashMap<>();
    private NodeRecord.Head head = NodeRecord.NONE;
    private int lines;

    private OwnRecord(Path file, Consumer<String> log) {
        this.file = file;
        this.log = log;
    }

    /// Reads what is there. Where it is not as it was written it is set aside and a new chain
    /// begins, which the server sees.
    static OwnRecord open(Path file, Consumer<String> log) {
        OwnRecord record = new OwnRecord(file, log);
        try {
            record.read(record.older());
            record.lines = record.read(file);
        } catch (IOException broken) {
            record.setAside(String.valueOf(broken.getMessage()));
        }
        return record;
    }

    synchronized NodeRecord.Head head() {
        return head;
    }

    /// The record of this ending; written, and on disk, unless it was before. Empty where it cannot
    /// be written.
    synchronized Optional<NodeRecord> of(Command command, Progress ending, Instant at) {
        NodeRecord known = records.get(command.id());
        if (known != null) {
            return Optional.of(known);
        }
        NodeRecord next = head.followedBy(command, ending, at);
        try {
            if (lines >= MOST) {
                Files.move(file, older(), ATOMIC_MOVE, REPLACE_EXISTING);
                lines = 0;
            }
            append(new String(AgentJson.write(next), UTF_8) + "\n");
        } catch (IOException e) {
            log.accept("operation %s is not recorded: %s".formatted(command.id(), e));
            return Optional.empty();
        }
        lines++;
        keep(next);
        return Optional.of(next);
    }

    private void keep(NodeRecord record) {
        head = record.head();
        records.put(record.deed().operation(), record);
        if (records.size() > 2 * MOST) {
            records.remove(records.keySet().iterator().next());
        }
    }

    private Path older() {
        return file.resolveSibling(file.getFileName() + ".1");
    }

    // what was torn by a crash has not been told to anybody
    private int read(Path from) throws IOException {
        String text;
        try {
            text = Files.readString(from);
        } catch (NoSuchFileException none) {
            return 0;
        }
        int whole = text.lastIndexOf('\n') + 1;
        if (whole < text.length()) {
            cut(from, text.substring(0, whole).getBytes(UTF_8).length);
        }
        int count = 0;
        for (String line : text.substring(0, whole).lines().toList()) {
            take(line);
            count++;
        }
        return count;
    }

    private void take(String line) throws IOException {
        try {
            NodeRecord record =
                    AgentJson.readNodeRecord(new ByteArrayInputStream(line.getBytes(UTF_8)));
            // those before the first that is kept are gone
            boolean first = head.sequence() == 0;
            if (!record.whole() || !first && !record.follows(head)) {
                throw new IOException("record " + record.sequence() + " is not as it was written");
            }
            keep(record);
        } catch (MalformedDocument damaged) {
            throw new IOException("a record is not understood: " + damaged.getMessage(), damaged);
        }
    }

    private void setAside(String why) {
        log.accept(file + " is set aside, a new record begins: " + why);
        records.clear();
        head = NodeRecord.NONE;
        lines = 0;
        for (Path broken : new Path[] {file, older()}) {
            try {
                Path aside = broken.resolveSibling(broken.getFileName() + ".broken");
                Files.move(broken, aside, REPLACE_EXISTING);
            } catch (IOException none) {
                // what cannot be moved is found broken again
            }
        }
    }

    private static void cut(Path from, long whole) throws IOException {
        try (FileChannel out = FileChannel.open(from, WRITE)) {
            out.truncate(whole);
            out.force(true);
        }
    }

    private void append(String line) throws IOException {
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (FileChannel out = FileChannel.open(file, Set.of(CREATE, WRITE), ownerOnly)) {
            long whole = out.size();
            out.position(whole);
            ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(UTF_8));
            try {
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
            } catch (IOException e) {
                // half a line would spoil the next one
                out.truncate(whole);
                throw e;
            }
            out.force(true);
        }
        if (lines == 0) {
            try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent(), READ)) {
                folder.force(true);
            }
        }
    }
}
