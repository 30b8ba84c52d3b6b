package io.vfleet.agent.operate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.vfleet.agent.host.HostWriter;
import io.vfleet.domain.operation.Progress;
import io.vfleet.domain.wire.AgentJson;
import io.vfleet.domain.wire.MalformedDocument;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Changes that will be taken back unless their agent says that they stay: a folder that agents and
/// the program outside them share.
///
/// `ID.armed` waits for its time, `ID.firing` is being taken back, `ID.ended` tells how that ended;
/// `ID.taken` passes to a later agent. Who renames a file has it, so that each is taken back by one
/// process only.
final class Reverts {

    private static final String ARMED = ".armed";
    private static final String FIRING = ".firing";
    private static final String ENDED = ".ended";
    private static final String TAKEN = ".taken";

    private final Path folder;

    Reverts(Path folder) {
        this.folder = folder;
    }

    /// @return why it cannot be armed; empty when from now on the change is taken back by itself
    Optional<String> arm(RevertPlan plan, HostWriter writer) {
        Path armed = file(plan.command().id(), ARMED);
        try {
            Files.createDirectories(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            put(armed, RevertText.write(plan));
        } catch (IOException e) {
            return Optional.of("no revert can be armed: cannot write " + armed + ": " + e);
        }
        Optional<String> complaint = writer.arm(RevertMain.class, armed, plan.timeout());
        if (complaint.isPresent()) {
            remove(armed);
        }
        return complaint;
    }

    /// The change stays, or was taken back by its agent.
    void disarm(UUID operation, HostWriter writer) {
        Path armed = file(operation, ARMED);
        remove(armed);
        writer.disarm(armed);
    }

    boolean firing(UUID operation) {
        return Files.exists(file(operation, FIRING));
    }

    /// Takes it from the agent that is gone and from the program outside; empty where there is none
    /// to take.
    Optional<RevertPlan> take(UUID operation) {
        Path taken = file(operation, TAKEN);
        try {
            Files.move(file(operation, ARMED), taken, ATOMIC_MOVE);
        } catch (IOException gone) {
            // an agent before this one may have come so far
        }
        try {
            return Optional.of(read(taken));
        } catch (IOException | IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /// Arms what was taken for this agent.
    Optional<String> armAnew(RevertPlan plan, HostWriter writer) {
        writer.disarm(file(plan.command().id(), ARMED));
        Optional<String> complaint = arm(plan.of(RevertPlan.Agent.here()), writer);
        remove(file(plan.command().id(), TAKEN));
        return complaint;
    }

    /// How the program outside left things.
    Optional<Progress> ended(UUID operation) {
        try {
            byte[] bytes = Files.readAllBytes(file(operation, ENDED));
            return Optional.of(AgentJson.readProgress(new ByteArrayInputStream(bytes)));
        } catch (IOException | MalformedDocument absent) {
            return Optional.empty();
        }
    }

    /// Nothing of it is needed any more.
    void forget(UUID operation) {
        remove(file(operation, TAKEN));
        remove(file(operation, FIRING));
        remove(file(operation, ENDED));
    }

    static RevertPlan read(Path file) throws IOException {
        return RevertText.read(Files.readString(file));
    }

    /// Takes an armed one for this process; empty where it is no longer armed.
    static Optional<Path> fire(Path armed) throws IOException {
        Path firing = sibling(armed, FIRING);
        try {
            Files.move(armed, firing, ATOMIC_MOVE);
            return Optional.of(firing);
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    static void ended(Path firing, Progress ending) throws IOException {
        put(sibling(firing, ENDED), new String(AgentJson.write(ending), UTF_8));
        remove(firing);
    }

    private Path file(UUID operation, String state) {
        return folder.resolve(operation + state);
    }

    private static Path sibling(Path file, String state) {
        return file.resolveSibling(String.valueOf(file.getFileName()).replaceFirst("\\..*", state));
    }

    /// A whole file or none, on disk when this returns.
    static void put(Path file, String text) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.deleteIfExists(next);
        try (FileChannel out =
                FileChannel.open(
                        next,
                        Set.of(CREATE_NEW, WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(next, file, ATOMIC_MOVE);
        try (FileChannel parent = FileChannel.open(file.toAbsolutePath().getParent(), READ)) {
            parent.force(true);
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException left) {
            // told by the next thing that is to be written there
        }
    }
}
