package io.vfleet.agent.host;

import io.vfleet.domain.inventory.KernelLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// This machine's kernel log, opened once and read on from there: its megabytes are gone through at
/// the first look only.
final class LiveKernelLog {

    static final String PATH = "/dev/kmsg";

    private final KernelLines lines = new KernelLines();
    private @Nullable KernelLog log;

    synchronized Reading<List<KernelLine>> read() {
        // a container without it has a kernel that logs all the same
        if (!Files.exists(Path.of(PATH))) {
            return new Reading.Failed<>("is not there");
        }
        try {
            KernelLog open = log == null ? KernelLog.fromStart() : log;
            log = open;
            open.records(record -> {
                lines.take(record);
                return true;
            });
            return new Reading.Value<>(lines.lines());
        } catch (IOException | LinkageError unreadable) {
            return new Reading.Failed<>(String.valueOf(unreadable.getMessage()));
        }
    }
}
