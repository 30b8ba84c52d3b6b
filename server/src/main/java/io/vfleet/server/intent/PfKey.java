package io.vfleet.server.intent;

import jakarta.persistence.Embeddable;
import java.io.Serializable;
import java.util.UUID;

/// A PF's place on its node.
@Embeddable
record PfKey(UUID nodeId, String pfAddress) implements Serializable {}
