package io.vfleet.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The directory that one JVM at a time holds: the cluster, its password, the lock and the log.
final class DataDirectory implements AutoCloseable {

    private static final Duration EARLIER_POSTMASTER = Duration.ofSeconds(20);

    private final Path path;
    private final FileChannel lock;

    private DataDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    static DataDirectory open(Path dataDir) {
        Path path = dataDir.toAbsolutePath().normalize();
        try {
            create(path);
            return new DataDirectory(path, locked(path));
        } catch (IOException e) {
            throw Trouble.with(path, e);
        }
    }

    private static void create(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return;
        }
        Files.createDirectories(path);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
    }

    private static FileChannel locked(Path path) throws IOException {
        Path file = path.resolve("lock");
        var channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        if (!tryLock(channel)) {
            channel.close();
            throw inUse(path, Files.readString(file).strip());
        }
        String holder = ProcessHandle.current().pid() + "\n";
        channel.truncate(0).write(ByteBuffer.wrap(holder.getBytes(UTF_8)));
        return channel;
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            // held by this very JVM
            return false;
        }
    }

    private static PostgresUnavailable inUse(Path path, String pid) {
        return new PostgresUnavailable(
                "The data directory %s is in use by process %s: stop that process or choose another data directory."
                        .formatted(path, pid));
    }

    Path path() {
        return path;
    }

    Path cluster() {
        return path.resolve("cluster");
    }

    Path log() {
        return path.resolve("postgres.log");
    }

    String password() throws IOException {
        Path file = passwordFile();
        if (!Files.exists(file)) {
            throw new PostgresUnavailable(
                    "The password file %s is missing: put it back, or move %s away to begin with an empty database."
                            .formatted(file, cluster()));
        }
        return Files.readString(file).strip();
    }

    void keepPassword(String password) throws IOException {
        Files.deleteIfExists(passwordFile());
        Files.createFile(
                passwordFile(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(passwordFile(), password + "\n");
    }

    private Path passwordFile() {
        return path.resolve("password");
    }

    /// A postmaster whose JVM was killed is on its way out for a moment; one that stays is
    /// somebody's.
    void awaitEarlierPostmaster() throws IOException {
        long deadline = System.nanoTime() + EARLIER_POSTMASTER.toNanos();
        Optional<ProcessHandle> earlier = earlierPostmaster();
        while (earlier.isPresent() && earlier.get().isAlive()) {
            if (System.nanoTime() > deadline) {
                throw inUse(path, String.valueOf(earlier.get().pid()));
            }
            Pause.shortly();
        }
    }

    private Optional<ProcessHandle> earlierPostmaster() throws IOException {
        Path file = cluster().resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Optional<ProcessHandle> process = firstLineAsPid(file).flatMap(ProcessHandle::of);
        if (process.isEmpty()) {
            // PostgreSQL itself sees that nobody has this number and goes on
            return Optional.empty();
        }
        if (programName(process.get().pid()).equals("postgres")) {
            return process;
        }
        // the number went to another program; PostgreSQL would refuse to start because of it
        Files.delete(file);
        return Optional.empty();
    }

    private static Optional<Long> firstLineAsPid(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty() || !lines.getFirst().strip().matches("[1-9][0-9]{0,9}")) {
            return Optional.empty();
        }
        return Optional.of(Long.valueOf(lines.getFirst().strip())).filter(pid -> pid > 1);
    }

    private static String programName(long pid) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(pid), "comm"), UTF_8).strip();
        } catch (IOException _) {
            // gone meanwhile
            return "";
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw Trouble.with(path, e);
        }
    }
}
