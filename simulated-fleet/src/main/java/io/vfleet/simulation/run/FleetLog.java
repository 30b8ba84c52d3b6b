package io.vfleet.simulation.run;

import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// The fleet's log on standard error. Agents say only what goes wrong, and of what many say at the
/// same time only the first few are heard.
final class FleetLog {

    private static final Logger LOG = Logger.getLogger("io.vfleet.simulation");
    private static final Logger AGENTS = Logger.getLogger("io.vfleet.agent");

    private FleetLog() {}

    static void start() {
        System.setProperty(
                "java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT%1$tz %4$s %5$s%n");
        AGENTS.setLevel(Level.WARNING);
        AGENTS.setFilter(new FirstFew());
    }

    static void say(String line) {
        LOG.info(line);
    }

    static void warn(String line) {
        AGENTS.warning(line);
    }

    /// Lets a few lines pass in a minute and tells that it keeps back the others.
    static final class FirstFew implements Filter {

        private static final int FEW = 5;
        private static final long MINUTE = 60_000;

        private final AtomicLong minute = new AtomicLong();
        private final AtomicLong said = new AtomicLong();

        @Override
        public boolean isLoggable(LogRecord line) {
            long now = line.getMillis() / MINUTE;
            if (minute.getAndSet(now) != now) {
                said.set(0);
            }
            long count = said.incrementAndGet();
            if (count == FEW + 1) {
                say("more of this kind is kept back for a minute");
            }
            return count <= FEW;
        }
    }
}
