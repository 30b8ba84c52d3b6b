package io.vfleet.agent.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;

/// At most one agent on a state directory; the kernel frees it when the process ends in any way.
final class DirectoryLock implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger("io.vfleet.agent");

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    static DirectoryLock take(Path dir) throws StateProblem {
        // the pid has a file of its own: closing a second descriptor of a locked file would drop
        // this process's lock (fcntl(2), F_SETLK)
        Path pid = dir.resolve("agent.pid");
        try {
            FileChannel channel = FileChannel.open(dir.resolve("agent.lock"), CREATE, WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new StateProblem(
                        "another agent runs on " + dir + " (pid " + holder(pid) + ")");
            }
            tell(pid);
            return new DirectoryLock(channel);
        } catch (IOException e) {
            throw new StateProblem("cannot lock " + dir + ": " + StateFile.reason(e));
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // the kernel drops the lock at the latest with the process
            LOG.log(System.Logger.Level.DEBUG, "cannot close the lock: {0}", e.getMessage());
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    // for people only: a full disk keeps no agent from starting
    private static void tell(Path pid) {
        try {
            Files.writeString(pid, ProcessHandle.current().pid() + "\n", UTF_8);
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "cannot write {0}: {1}; going on without",
                    pid,
                    StateFile.reason(e));
        }
    }

    private static String holder(Path pid) {
        try {
            return Files.readString(pid, UTF_8).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
