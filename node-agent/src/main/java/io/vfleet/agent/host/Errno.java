package io.vfleet.agent.host;

import java.util.Map;

/// The kernel's words for the errors that netlink answers with (asm-generic/errno.h).
final class Errno {

    private static final Map<Integer, String> TEXTS =
            Map.of(
                    1, "Operation not permitted",
                    4, "Interrupted system call",
                    11, "Resource temporarily unavailable",
                    12, "Cannot allocate memory",
                    13, "Permission denied",
                    16, "Device or resource busy",
                    19, "No such device",
                    22, "Invalid argument",
                    90, "Message too long",
                    95, "Operation not supported");

    private Errno() {}

    static String text(int errno) {
        return TEXTS.getOrDefault(errno, "error " + errno);
    }
}
