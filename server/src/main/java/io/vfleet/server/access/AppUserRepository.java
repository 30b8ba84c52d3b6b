package io.vfleet.server.access;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

/// The users' rows.
interface AppUserRepository extends JpaRepository<AppUser, UUID> {

    Optional<AppUser> findByName(String name);
}
