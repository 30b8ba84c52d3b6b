package io.vfleet.agent.host;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// Turns what the file system throws into a [Reading].
final class Outcome {

    /// What the kernel says when a device has just left: the file was open, or its folder listed.
    private static final Set<String> GONE =
            Set.of(
                    "No such file or directory",
                    "No such device",
                    "No such device or address",
                    "Not a directory");

    private Outcome() {}

    static <T> Reading<T> of(Callable<T> read) {
        try {
            return new Reading.Value<>(read.call());
        } catch (NoSuchFileException | NotDirectoryException absent) {
            return new Reading.Absent<>();
        } catch (AccessDeniedException denied) {
            return new Reading.Failed<>("Permission denied");
        } catch (NotLinkException noLink) {
            return new Reading.Failed<>("is no symbolic link");
        } catch (FileSystemLoopException loop) {
            return new Reading.Failed<>("Too many levels of symbolic links");
        } catch (FileSystemException failed) {
            return because(failed.getReason());
        } catch (IOException failed) {
            return because(failed.getMessage());
        } catch (Exception failed) {
            return new Reading.Failed<>(failed.toString());
        }
    }

    /// The outcome of a read that ended with this text of `strerror`.
    static <T> Reading<T> because(@Nullable String reason) {
        if (reason == null) {
            return new Reading.Failed<>("Input/output error");
        }
        if (GONE.contains(reason)) {
            return new Reading.Absent<>();
        }
        return new Reading.Failed<>(reason);
    }
}
