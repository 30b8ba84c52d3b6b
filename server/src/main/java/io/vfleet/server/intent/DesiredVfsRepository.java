package io.vfleet.server.intent;

import org.springframework.data.jpa.repository.JpaRepository;

/// The desired counts' rows.
interface DesiredVfsRepository extends JpaRepository<DesiredVfs, PfKey> {}
