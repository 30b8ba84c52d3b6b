package io.vfleet.server.intent;

import jakarta.persistence.Embeddable;
import java.io.Serializable;
import java.util.UUID;

/// A label's name on its node.
@Embeddable
record LabelKey(UUID nodeId, String label) implements Serializable {}
