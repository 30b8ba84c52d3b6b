package io.vfleet.agent.host;

import java.util.Map;

/// The kernel's words for the errors that netlink answers with (asm-generic/errno.h).
final class Errno {

    private static final Map<Integer, String> TEXTS =
            Map.ofEntries(
                    Map.entry(1, "Operation not permitted"),
                    Map.entry(2, "No such file or directory"),
                    Map.entry(4, "Interrupted system call"),
                    Map.entry(11, "Resource temporarily unavailable"),
                    Map.entry(12, "Cannot allocate memory"),
                    Map.entry(13, "Permission denied"),
                    Map.entry(16, "Device or resource busy"),
                    Map.entry(19, "No such device"),
                    Map.entry(22, "Invalid argument"),
                    Map.entry(90, "Message too long"),
                    Map.entry(95, "Operation not supported"));

    private Errno() {}

    static String text(int errno) {
        return TEXTS.getOrDefault(errno, "error " + errno);
    }
}
