package io.vfleet.server.intent;

import java.util.UUID;

/// Somebody changed what is wanted of a node, so it has to be judged anew; published inside the
/// transaction.
record ExpectationsChanged(UUID node) {}
