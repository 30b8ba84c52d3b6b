package io.vfleet.agent.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// The disposable process that lays down or takes away one [UdevRule]: it is there whole or not at
/// all, whenever the power goes.
public final class RuleChild {

    private RuleChild() {}

    /// @param words root, MAC, count or `none`
    public static void main(String[] words) {
        OptionalInt count =
                words[2].equals("none")
                        ? OptionalInt.empty()
                        : OptionalInt.of(Integer.parseInt(words[2]));
        UdevRule rule = new UdevRule(words[1], count);
        System.out.println(
                SysfsFile.complaint(() -> put(Path.of(words[0]), rule)).orElse(WriteChild.WRITTEN));
    }

    private static void put(Path root, UdevRule rule) throws IOException {
        Path folder = root.resolve(UdevRule.FOLDER.substring(1));
        if (!folder.toRealPath().equals(root.toRealPath().resolve(root.relativize(folder)))) {
            throw new IOException(folder + " is a link");
        }
        Path file = folder.resolve(rule.name());
        Optional<String> text = rule.text();
        if (text.isEmpty()) {
            Files.deleteIfExists(file);
        } else {
            replace(file, text.get());
        }
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    // udev reads what ends in .rules
    private static void replace(Path file, String text) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.deleteIfExists(next);
        var how = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var mode =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--"));
        try {
            try (FileChannel channel = FileChannel.open(next, how, mode)) {
                ByteBuffer bytes = UTF_8.encode(text);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(next);
        }
    }
}
