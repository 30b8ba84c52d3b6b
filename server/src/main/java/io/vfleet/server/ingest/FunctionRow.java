package io.vfleet.server.ingest;

import org.jspecify.annotations.Nullable;

/// A PF or VF as it stands in its table.
interface FunctionRow {

    String address();

    @Nullable String driver();

    /// What history calls it.
    String subject();
}
