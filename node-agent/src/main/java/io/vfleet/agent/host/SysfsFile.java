package io.vfleet.agent.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/// Writes to attributes of PCI functions, for the processes that are made for it.
final class SysfsFile {

    private SysfsFile() {}

    /// The folder of the PF, if what is there is what the write was decided on.
    static Path folder(Path root, String address, String vendor, String device) throws IOException {
        Path folder = root.resolve("sys/bus/pci/devices/" + address).toRealPath();
        boolean own =
                folder.startsWith(root.resolve("sys/devices").toRealPath())
                        && folder.endsWith(address);
        if (!own) {
            throw new IOException(folder + " is no folder of " + address);
        }
        String found = text(folder, "vendor") + " " + text(folder, "device");
        if (!found.equals(vendor + " " + device)) {
            throw new IOException("another function is at " + address + " now: " + found);
        }
        return folder;
    }

    /// One write(2), and never a new file: without CREATE a missing attribute is an error.
    static void write(Path file, String value) throws IOException {
        var how = Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        try (FileChannel channel = FileChannel.open(file, how)) {
            int written = channel.write(ByteBuffer.wrap(value.getBytes(UTF_8)));
            if (written != value.length()) {
                throw new IOException("only " + written + " bytes were taken");
            }
        }
    }

    /// Does it; what the kernel said where that failed.
    static Optional<String> complaint(Work work) {
        try {
            work.done();
            return Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.of("No such file or directory");
        } catch (AccessDeniedException e) {
            return Optional.of("Permission denied");
        } catch (FileSystemException e) {
            return Optional.of(String.valueOf(e.getReason()));
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static String text(Path folder, String name) throws IOException {
        return Files.readString(folder.resolve(name)).strip();
    }

    /// Something that writes.
    @FunctionalInterface
    interface Work {
        void done() throws IOException;
    }
}
