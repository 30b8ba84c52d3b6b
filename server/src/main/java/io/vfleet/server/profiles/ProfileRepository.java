package io.vfleet.server.profiles;

import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;

/// The profiles' rows.
interface ProfileRepository extends JpaRepository<Profile, String> {

    Optional<Profile> findByPriority(int priority);
}
