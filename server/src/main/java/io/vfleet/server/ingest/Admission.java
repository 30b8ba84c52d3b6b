package io.vfleet.server.ingest;

import io.vfleet.server.nodes.AgentRefusal;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/// Bounds the memory that report bodies take while they are received and worked on.
@Component
class Admission {

    private static final Duration WAIT = Duration.ofSeconds(2);
    private static final int KIB = 1024;

    private final Semaphore kib;

    Admission(IngestSettings settings) {
        this.kib = new Semaphore(settings.bodyMemoryKib());
    }

    /// Gives back what was taken.
    interface Pass extends AutoCloseable {
        @Override
        void close();
    }

    /// @param length as the sender says; -1 when it does not
    Pass enter(long length) {
        long most = ReportBody.MOST_ON_THE_WIRE;
        long bytes = length < 0 ? most : Math.min(length, most);
        int needed = Math.toIntExact(bytes / KIB) + 1;
        if (!kib.tryAcquire(needed)) {
            throw AgentRefusal.overloaded("too many reports at once", WAIT);
        }
        return () -> kib.release(needed);
    }
}
