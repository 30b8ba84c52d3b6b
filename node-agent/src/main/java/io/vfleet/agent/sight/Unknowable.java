package io.vfleet.agent.sight;

import java.util.Optional;

/// What must be known cannot be known; the message says what and why.
public final class Unknowable extends Exception {

    private final transient Optional<Unread> unread;

    public Unknowable(String message) {
        super(message);
        this.unread = Optional.empty();
    }

    /// A path that cannot be read, and the kernel's words for it.
    public Unknowable(String path, String reason) {
        super("cannot read " + path + ": " + reason);
        this.unread = Optional.of(new Unread(path, reason));
    }

    /// A path and why it could not be read.
    public record Unread(String path, String reason) {}

    /// What could not be read, where that is the reason.
    public Optional<Unread> unread() {
        return unread;
    }
}
