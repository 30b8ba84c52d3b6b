package io.vfleet.agent.host;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/// This machine's files, folders and links by the kernel's calls alone.
///
/// The JDK makes two to three times as many calls for a small file or folder, a dozen objects for
/// each, and an exception for each that is not there: half of what a look at a large host costs.
final class KernelFiles {

    private static final int O_RDONLY_CLOEXEC = 0x80000;
    // a named pipe would wait for a writer
    private static final int O_DIRECTORY =
            System.getProperty("os.arch").equals("amd64") ? 0x10000 : 0x4000;
    private static final int PATH_MAX = 4096;
    private static final int BUFFER = 32 * 1024;
    private static final int ENOENT = 2;
    private static final int EINVAL = 22;
    private static final int ENAMETOOLONG = 36;

    // struct linux_dirent64: inode, offset, length of the entry, kind, name
    private static final int ENTRY_LENGTH = 16;
    private static final int ENTRY_NAME = 19;

    private static final ThreadLocal<Room> ROOM = ThreadLocal.withInitial(Room::new);

    private KernelFiles() {}

    /// Has the JVM link the calls, which takes seconds on a slow machine: before anybody waits for
    /// a file with a clock in hand, and takes the linking for a file that hangs.
    static void prepare() {
        names("/");
        link("/proc/self");
        bytes("/proc/self/comm", 1);
    }

    /// At most `limit` bytes of a file.
    static Reading<byte[]> bytes(String path, int limit) {
        return opened(path, O_RDONLY_CLOEXEC, file -> read(file, limit));
    }

    /// The sorted names in a folder.
    static Reading<List<String>> names(String path) {
        return opened(path, O_RDONLY_CLOEXEC | O_DIRECTORY, KernelFiles::entries);
    }

    /// What a symbolic link holds.
    static Reading<String> link(String path) {
        Room room = ROOM.get();
        long length = room.hold(path);
        if (length >= 0) {
            length = Libc.readlink(room.path, room.data);
        }
        if (length == -EINVAL) {
            return new Reading.Failed<>("is no symbolic link");
        }
        return length < 0
                ? failed(length)
                : new Reading.Value<>(new String(room.first((int) length), StandardCharsets.UTF_8));
    }

    private static <T> Reading<T> opened(String path, int flags, IntFunction<Reading<T>> work) {
        Room room = ROOM.get();
        int file = room.hold(path);
        if (file >= 0) {
            file = Libc.open(room.path, flags);
        }
        if (file < 0) {
            return failed(file);
        }
        try {
            return work.apply(file);
        } finally {
            Libc.close(file);
        }
    }

    private static Reading<byte[]> read(int file, int limit) {
        Room room = ROOM.get();
        byte[] all = new byte[0];
        int length = 0;
        while (length < limit) {
            MemorySegment next = room.data.asSlice(0, Math.min(BUFFER, limit - length));
            int more = (int) Libc.read(file, next);
            if (more < 0) {
                return failed(more);
            }
            if (more == 0) {
                break;
            }
            if (length + more > all.length) {
                // most files come in one piece
                all = Arrays.copyOf(all, Math.max(length + more, 2 * length));
            }
            MemorySegment.copy(room.data, JAVA_BYTE, 0, all, length, more);
            length += more;
        }
        return new Reading.Value<>(length == all.length ? all : Arrays.copyOf(all, length));
    }

    private static Reading<List<String>> entries(int folder) {
        Room room = ROOM.get();
        List<String> names = new ArrayList<>();
        while (true) {
            int length = Libc.getdents(folder, room.data);
            if (length < 0) {
                return failed(length);
            }
            if (length == 0) {
                names.sort(null);
                return new Reading.Value<>(List.copyOf(names));
            }
            add(room.first(length), names);
        }
    }

    private static void add(byte[] entries, List<String> names) {
        int next;
        for (int at = 0; at < entries.length; at = next) {
            int low = entries[at + ENTRY_LENGTH] & 0xff;
            next = at + (low | (entries[at + ENTRY_LENGTH + 1] & 0xff) << 8);
            int begin = at + ENTRY_NAME;
            int end = begin;
            while (entries[end] != 0) {
                end++;
            }
            String name = new String(entries, begin, end - begin, StandardCharsets.UTF_8);
            if (!name.equals(".") && !name.equals("..")) {
                names.add(name);
            }
        }
    }

    private static <T> Reading<T> failed(long errno) {
        return errno == -ENOENT
                ? new Reading.Absent<>()
                : Outcome.because(Errno.text((int) -errno));
    }

    /// What the kernel reads and writes, one for each thread.
    private static final class Room {

        private final MemorySegment path = Arena.ofAuto().allocate(PATH_MAX);
        private final MemorySegment data = Arena.ofAuto().allocate(BUFFER);

        /// Puts the path where the kernel finds it; below zero the errno why it cannot be one.
        int hold(String name) {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            if (bytes.length >= PATH_MAX) {
                return -ENAMETOOLONG;
            }
            // the kernel would take what stands before it for all
            if (name.indexOf('\0') >= 0) {
                return -ENOENT;
            }
            MemorySegment.copy(bytes, 0, path, JAVA_BYTE, 0, bytes.length);
            path.set(JAVA_BYTE, bytes.length, (byte) 0);
            return 0;
        }

        byte[] first(int length) {
            byte[] bytes = new byte[length];
            MemorySegment.copy(data, JAVA_BYTE, 0, bytes, 0, length);
            return bytes;
        }
    }
}
