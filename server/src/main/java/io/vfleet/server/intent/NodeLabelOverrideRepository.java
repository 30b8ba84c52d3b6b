package io.vfleet.server.intent;

import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

/// The edited labels' rows.
interface NodeLabelOverrideRepository extends JpaRepository<NodeLabelOverride, LabelKey> {

    List<NodeLabelOverride> findByKeyNodeId(UUID nodeId);
}
