package io.vfleet.server.access;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

/// The users' rows.
interface AppUserRepository extends JpaRepository<AppUser, UUID> {

    Optional<AppUser> findByName(String name);

    /// Everybody of a role: nobody of it leaves until the transaction ends.
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select u from AppUser u where u.role = :role order by u.id")
    List<AppUser> lock(String role);
}
