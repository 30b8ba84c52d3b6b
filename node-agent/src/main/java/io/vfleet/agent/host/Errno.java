package io.vfleet.agent.host;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The kernel's errors: number, name and `strerror` in the C locale (asm-generic/errno.h).
final class Errno {

    private static final List<Entry> ALL =
            List.of(
                    new Entry(1, "EPERM", "Operation not permitted"),
                    new Entry(2, "ENOENT", "No such file or directory"),
                    new Entry(4, "EINTR", "Interrupted system call"),
                    new Entry(5, "EIO", "Input/output error"),
                    new Entry(6, "ENXIO", "No such device or address"),
                    new Entry(7, "E2BIG", "Argument list too long"),
                    new Entry(9, "EBADF", "Bad file descriptor"),
                    new Entry(11, "EAGAIN", "Resource temporarily unavailable"),
                    new Entry(12, "ENOMEM", "Cannot allocate memory"),
                    new Entry(13, "EACCES", "Permission denied"),
                    new Entry(14, "EFAULT", "Bad address"),
                    new Entry(16, "EBUSY", "Device or resource busy"),
                    new Entry(19, "ENODEV", "No such device"),
                    new Entry(20, "ENOTDIR", "Not a directory"),
                    new Entry(21, "EISDIR", "Is a directory"),
                    new Entry(22, "EINVAL", "Invalid argument"),
                    new Entry(23, "ENFILE", "Too many open files in system"),
                    new Entry(24, "EMFILE", "Too many open files"),
                    new Entry(25, "ENOTTY", "Inappropriate ioctl for device"),
                    new Entry(27, "EFBIG", "File too large"),
                    new Entry(28, "ENOSPC", "No space left on device"),
                    new Entry(30, "EROFS", "Read-only file system"),
                    new Entry(34, "ERANGE", "Numerical result out of range"),
                    new Entry(36, "ENAMETOOLONG", "File name too long"),
                    new Entry(38, "ENOSYS", "Function not implemented"),
                    new Entry(40, "ELOOP", "Too many levels of symbolic links"),
                    new Entry(61, "ENODATA", "No data available"),
                    new Entry(71, "EPROTO", "Protocol error"),
                    new Entry(75, "EOVERFLOW", "Value too large for defined data type"),
                    new Entry(90, "EMSGSIZE", "Message too long"),
                    new Entry(93, "EPROTONOSUPPORT", "Protocol not supported"),
                    new Entry(95, "EOPNOTSUPP", "Operation not supported"),
                    new Entry(99, "EADDRNOTAVAIL", "Cannot assign requested address"),
                    new Entry(100, "ENETDOWN", "Network is down"),
                    new Entry(107, "ENOTCONN", "Transport endpoint is not connected"),
                    new Entry(108, "ESHUTDOWN", "Cannot send after transport endpoint shutdown"),
                    new Entry(110, "ETIMEDOUT", "Connection timed out"),
                    new Entry(112, "EHOSTDOWN", "Host is down"),
                    new Entry(116, "ESTALE", "Stale file handle"),
                    new Entry(121, "EREMOTEIO", "Remote I/O error"),
                    new Entry(126, "ENOKEY", "Required key not available"));

    private Errno() {}

    static String text(int number) {
        return find(entry -> entry.number() == number).map(Entry::text).orElse("error " + number);
    }

    /// The name for the kernel's words, or the words where it is none we know.
    static String name(String words) {
        return find(entry -> entry.text().equals(words)).map(Entry::name).orElse(words);
    }

    private static Optional<Entry> find(Predicate<Entry> which) {
        return ALL.stream().filter(which).findAny();
    }

    private record Entry(int number, String name, String text) {}
}
