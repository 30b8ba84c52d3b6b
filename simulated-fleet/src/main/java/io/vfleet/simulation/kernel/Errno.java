package io.vfleet.simulation.kernel;

/// The errors a write can end with, in the kernel's words (asm-generic/errno.h, `strerror`).
public enum Errno {
    EPERM("Operation not permitted"),
    ENOENT("No such file or directory"),
    EIO("Input/output error"),
    EAGAIN("Resource temporarily unavailable"),
    ENOMEM("Cannot allocate memory"),
    EACCES("Permission denied"),
    EBUSY("Device or resource busy"),
    ENODEV("No such device"),
    EINVAL("Invalid argument"),
    ENOSPC("No space left on device"),
    ERANGE("Numerical result out of range"),
    EPROTONOSUPPORT("Protocol not supported"),
    EOPNOTSUPP("Operation not supported");

    private final String words;

    Errno(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
