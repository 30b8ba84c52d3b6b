package io.vfleet.bench.http;

/// Hears what becomes of connections.
public interface ConnectionLog {

    void opened();

    /// The server ended a connection on which nothing was under way.
    void lost();
}
