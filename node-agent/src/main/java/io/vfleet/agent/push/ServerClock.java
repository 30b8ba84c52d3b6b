package io.vfleet.agent.push;

import java.time.Instant;

/// How far the server's clock is ahead of this host's, as the dates of its answers bound it.
///
/// A date is from somewhere between question and answer, cut to the second: with a request that was
/// held it says little, with one that was answered at once a lot.
final class ServerClock {

    private static final long CUT_OFF_MILLIS = 999;

    private volatile long aheadMillis;

    /// @param sent by this host's clock, like `received`
    /// @param date of the answer by the server's clock; 0 where there was none
    void heard(long sent, long received, long date) {
        if (date <= 0) {
            return;
        }
        long least = date - received;
        long most = date + CUT_OFF_MILLIS - sent;
        // the other way round where this host's clock was set meanwhile
        aheadMillis = least > most ? least : Math.clamp(aheadMillis, least, most);
    }

    Instant at(Instant ours) {
        return ours.plusMillis(aheadMillis);
    }
}
