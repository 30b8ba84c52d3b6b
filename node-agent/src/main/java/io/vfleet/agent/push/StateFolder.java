package io.vfleet.agent.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vfleet.agent.Options;
import io.vfleet.agent.UsageProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// Where an agent keeps its state: one place for a machine, one for each captured tree.
final class StateFolder {

    private static final Path MACHINE = Path.of("/var/lib/vfleet-agent");
    private static final int HASH_DIGITS = 12;

    private StateFolder() {}

    static Path of(Options options) throws UsageProblem {
        Path root = real(Path.of(options.value("--root").orElse("/")));
        Optional<Path> asked = options.value("--state").map(Path::of);
        if (root.getParent() == null) {
            return asked.orElse(MACHINE);
        }
        Path folder = real(asked.orElseGet(() -> Path.of(".vfleet-agent-" + hash(root))));
        if (folder.startsWith(root)) {
            throw new UsageProblem(
                    "the state directory "
                            + folder
                            + " lies inside --root; name another one with --state");
        }
        return folder;
    }

    // symbolic links resolved as far as the path exists
    private static Path real(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        try {
            return absolute.toRealPath();
        } catch (IOException e) {
            Path parent = absolute.getParent();
            return parent == null ? absolute : real(parent).resolve(absolute.getFileName());
        }
    }

    private static String hash(Path root) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(root.toString().getBytes(UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
