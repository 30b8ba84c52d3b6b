package io.vfleet.domain.wire;

import io.vfleet.domain.inventory.VfCountOwner;
import java.util.Optional;
import java.util.UUID;

/// Who changed a VF count, as far as an agent can tell.
public sealed interface ChangedBy {

    /// The agent itself, told to by the server.
    record Operation(UUID id) implements ChangedBy {}

    /// Somebody else.
    ///
    /// @param suspect the one on the host who is known to set this count
    record Foreign(Optional<VfCountOwner> suspect) implements ChangedBy {}
}
