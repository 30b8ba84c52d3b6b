package io.vfleet.server.notifications;

import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

/// The targets' rows.
interface TargetRepository extends JpaRepository<Target, UUID> {

    List<Target> findByEnabledTrueOrderByName();

    boolean existsByNameAndIdNot(String name, UUID id);
}
