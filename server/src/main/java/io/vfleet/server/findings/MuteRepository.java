package io.vfleet.server.findings;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/// The mutes' rows.
interface MuteRepository extends JpaRepository<Mute, UUID> {

    @Query("select m from Mute m where m.endedAt is null and m.until > :now order by m.id")
    List<Mute> active(Instant now);

    Optional<Mute> findByCreatedByAndIdempotencyKey(String createdBy, String idempotencyKey);
}
