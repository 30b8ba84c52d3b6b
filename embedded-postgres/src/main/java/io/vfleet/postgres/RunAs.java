package io.vfleet.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.List;
import java.util.Optional;

/// PostgreSQL refuses to run as root: the way around it, remembered beside the data because the
/// ways give files different owners.
enum RunAs {
    /// A normal user needs nothing.
    SELF(List.of()),
    /// In a user namespace without a mapping root is nobody, and yet the files stay root's.
    USER_NAMESPACE(List.of("unshare", "-U")),
    /// Where user namespaces are forbidden (most containers) the system's user postgres takes over.
    POSTGRES_USER(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));

    private static final String MARKER = "run-as";

    private final List<String> prefix;

    RunAs(List<String> prefix) {
        this.prefix = prefix;
    }

    List<String> prefix() {
        return prefix;
    }

    static RunAs forData(Path directory) throws IOException {
        Path marker = directory.resolve(MARKER);
        if (Files.exists(marker)) {
            return remembered(directory, Files.readString(marker).strip());
        }
        RunAs chosen = choose();
        Files.writeString(marker, chosen.name() + "\n");
        return chosen;
    }

    static boolean isRoot() throws IOException {
        return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    }

    private static RunAs remembered(Path directory, String name) throws IOException {
        RunAs way = valueOf(name);
        if (isRoot() == (way == SELF)) {
            throw new PostgresUnavailable(
                    "The data in %s belongs to user %s: start as that user or choose another data directory."
                            .formatted(
                                    directory,
                                    Files.getOwner(directory.resolve(MARKER)).getName()));
        }
        if (!way.works()) {
            throw new PostgresUnavailable(
                    "The data in %s was made by way of \"%s\", which this machine refuses now: allow it again or choose another data directory."
                            .formatted(directory, String.join(" ", way.prefix)));
        }
        return way;
    }

    private static RunAs choose() throws IOException {
        if (!isRoot()) {
            return SELF;
        }
        if (USER_NAMESPACE.works()) {
            return USER_NAMESPACE;
        }
        if (POSTGRES_USER.works()) {
            return POSTGRES_USER;
        }
        throw new PostgresUnavailable(
                "PostgreSQL does not run as root, and here are neither user namespaces (unshare -U) nor a user postgres: start as a normal user, or make that user (useradd --system postgres).");
    }

    private boolean works() throws IOException {
        try {
            return Command.of(prefix, "true").run().succeeded();
        } catch (PostgresUnavailable _) {
            // unshare or setpriv is not installed
            return false;
        }
    }

    /// Makes a private directory that belongs to whoever PostgreSQL runs as.
    void createDirectory(Path directory) throws IOException {
        Files.createDirectories(directory.getParent());
        Files.createDirectory(
                directory,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Optional<UserPrincipal> owner = owner(directory);
        if (owner.isPresent()) {
            Files.setOwner(directory, owner.get());
            Files.setPosixFilePermissions(
                    directory.getParent(), PosixFilePermissions.fromString("rwx--x--x"));
        }
        if (!Command.of(prefix, "test", "-w", directory.toString()).run().succeeded()) {
            throw new PostgresUnavailable(
                    "PostgreSQL may not run as root, and without root's rights it cannot reach %s: choose a data directory below one that every user may enter, such as /var/lib/vfleet."
                            .formatted(directory.getParent()));
        }
    }

    private Optional<UserPrincipal> owner(Path directory) throws IOException {
        if (this != POSTGRES_USER) {
            return Optional.empty();
        }
        try {
            var lookup = directory.getFileSystem().getUserPrincipalLookupService();
            return Optional.of(lookup.lookupPrincipalByName("postgres"));
        } catch (UserPrincipalNotFoundException e) {
            throw new PostgresUnavailable(
                    "The user postgres is gone, the data in %s needs it: make it again (useradd --system postgres)."
                            .formatted(directory.getParent()),
                    e);
        }
    }
}
