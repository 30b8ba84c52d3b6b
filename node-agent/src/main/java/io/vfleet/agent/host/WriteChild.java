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

/// The disposable process that does one write: what hangs in the kernel hangs here and not in the
/// agent. Says `written`, or why not in the kernel's words.
public final class WriteChild {

    static final String WRITTEN = "written";

    private WriteChild() {}

    /// @param words root, address, vendor, device, attribute, value
    public static void main(String[] words) {
        System.out.println(
                write(Path.of(words[0]), words[1], new Function(words[2], words[3]), words));
    }

    private static String write(Path root, String address, Function function, String[] words) {
        try {
            Path folder = root.resolve("sys/bus/pci/devices/" + address).toRealPath();
            Optional<String> objection = objection(root, address, folder, function);
            if (objection.isPresent()) {
                return objection.get();
            }
            once(folder.resolve(words[4]), words[5]);
            return WRITTEN;
        } catch (NoSuchFileException e) {
            return "No such file or directory";
        } catch (AccessDeniedException e) {
            return "Permission denied";
        } catch (FileSystemException e) {
            return String.valueOf(e.getReason());
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    // what is at this address may be another function than the one the write was decided on
    private static Optional<String> objection(
            Path root, String address, Path folder, Function function) throws IOException {
        boolean own =
                folder.startsWith(root.resolve("sys/devices").toRealPath())
                        && folder.endsWith(address);
        if (!own) {
            return Optional.of(folder + " is no folder of " + address);
        }
        Function found = new Function(text(folder, "vendor"), text(folder, "device"));
        return found.equals(function)
                ? Optional.empty()
                : Optional.of(
                        "another function is at %s now: %s %s"
                                .formatted(address, found.vendor(), found.device()));
    }

    // one write(2), and never a new file: without CREATE a missing attribute is an error
    private static void once(Path file, String value) throws IOException {
        var how = Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        try (FileChannel channel = FileChannel.open(file, how)) {
            int written = channel.write(ByteBuffer.wrap(value.getBytes(UTF_8)));
            if (written != value.length()) {
                throw new IOException("only " + written + " bytes were taken");
            }
        }
    }

    private static String text(Path folder, String name) throws IOException {
        return Files.readString(folder.resolve(name)).strip();
    }

    private record Function(String vendor, String device) {}
}
