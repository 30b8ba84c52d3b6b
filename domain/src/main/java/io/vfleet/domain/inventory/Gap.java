package io.vfleet.domain.inventory;

import static java.util.Objects.requireNonNull;

/// A path we wanted and could not read, and why. Whatever it would have said is unknown.
public record Gap(String path, String reason) {

    /// The reason of a gap in a captured tree that is not whole.
    public static final String NOT_CAPTURED = "not captured";

    public Gap {
        requireNonNull(path, "path is null");
        requireNonNull(reason, "reason is null");
    }

    /// Whether `wanted` is this path or lies below it.
    public boolean covers(String wanted) {
        return wanted.equals(path)
                || wanted.startsWith(path) && wanted.charAt(path.length()) == '/';
    }
}
