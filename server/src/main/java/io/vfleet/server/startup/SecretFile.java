package io.vfleet.server.startup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/// A file with one secret that only its owner reads; it appears whole or not at all.
final class SecretFile {

    private SecretFile() {}

    static void write(Path file, String secret) {
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Path absolute = file.toAbsolutePath();
        try {
            Files.createDirectories(absolute.getParent());
            String prefix = "." + absolute.getFileName();
            Path draft = Files.createTempFile(absolute.getParent(), prefix, "", ownerOnly);
            Files.writeString(draft, secret + "\n");
            Files.move(draft, absolute, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
