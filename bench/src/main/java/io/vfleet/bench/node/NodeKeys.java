package io.vfleet.bench.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The keys of all nodes, kept in a file: the same nodes come again, and a second run is quick.
///
/// Locked while used, since two lives of one key look like a stolen key to the server.
public final class NodeKeys implements AutoCloseable {

    private final FileChannel channel;
    private final List<NodeKey> keys;

    private NodeKeys(FileChannel channel, List<NodeKey> keys) {
        this.channel = channel;
        this.keys = List.copyOf(keys);
    }

    /// Reads the file's first keys and adds what is missing.
    ///
    /// @throws IOException in words for people
    public static NodeKeys open(Path file, int count) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try {
            lock(channel, file);
            return new NodeKeys(channel, read(channel, file, count));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    int count() {
        return keys.size();
    }

    NodeKey get(int number) {
        return keys.get(number);
    }

    private static void lock(FileChannel channel, Path file) throws IOException {
        try {
            if (channel.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException _) {
            // held by this very process
            throw inUse(file);
        }
        throw inUse(file);
    }

    private static IOException inUse(Path file) {
        return new IOException(
                "the keys in " + file + " are in use by another run: give this one --keys FILE");
    }

    private static List<NodeKey> read(FileChannel channel, Path file, int count)
            throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<NodeKey> keys = new ArrayList<>(count);
        try {
            for (String line : lines.subList(0, Math.min(count, lines.size()))) {
                keys.add(NodeKey.parse(line));
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(
                    "%s, line %d, is no key: remove the file".formatted(file, keys.size() + 1), e);
        }
        channel.position(channel.size());
        while (keys.size() < count) {
            NodeKey key = NodeKey.create();
            keys.add(key);
            channel.write(ByteBuffer.wrap((key.line() + "\n").getBytes(UTF_8)));
        }
        return keys;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
