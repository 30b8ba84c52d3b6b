package io.vfleet.agent.push;

import java.time.Duration;

/// The agent's log: one line each, and trouble that lasts is said only now and then.
final class AgentLog {

    private static final System.Logger LOG = System.getLogger("io.vfleet.agent");
    private static final Duration SILENCE = Duration.ofMinutes(10);

    private final Timing timing;
    private String name = "";
    private String trouble = "";
    private long troubleAt;

    AgentLog(Timing timing) {
        this.timing = timing;
    }

    /// From now on lines begin with this host's name.
    void name(String hostname) {
        name = hostname + ": ";
    }

    void say(String line) {
        LOG.log(System.Logger.Level.INFO, name + line);
    }

    void warn(String line) {
        LOG.log(System.Logger.Level.WARNING, name + line);
    }

    /// Something does not work; said when it is new or was not said for ten minutes.
    void trouble(String what, Duration nextTry) {
        boolean repeated =
                what.equals(trouble) && timing.nanoTime() - troubleAt < SILENCE.toNanos();
        if (repeated) {
            return;
        }
        trouble = what;
        troubleAt = timing.nanoTime();
        warn(what + "; next try in %.1f s".formatted(nextTry.toMillis() / 1000.0));
    }

    /// It works again.
    void fine(String server) {
        if (trouble.isEmpty()) {
            return;
        }
        trouble = "";
        say("talking to " + server + " again");
    }
}
