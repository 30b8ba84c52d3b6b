package io.vfleet.server.intent;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

/// The maintenances' rows.
interface NodeMaintenanceRepository extends JpaRepository<NodeMaintenance, UUID> {

    List<NodeMaintenance> findByUntilLessThanEqual(Instant now);
}
