package io.vfleet.server.database;

import java.util.Set;

/// Wants to hear what replicas tell each other through the database.
public interface Hearer {

    Set<String> channels();

    /// From now on everything is heard; what was told before was not.
    default void connected() {}

    /// At once and then every few seconds, for what may have been missed all the same.
    default void look() {}

    /// Must not wait: the others hear nothing meanwhile.
    void heard(String channel, String payload);
}
