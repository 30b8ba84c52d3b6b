package io.vfleet.server.access;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

/// The tokens' rows.
interface ApiTokenRepository extends Repository<ApiToken, UUID> {

    Optional<ApiToken> findById(UUID id);

    Optional<ApiToken> findByTokenHash(byte[] tokenHash);

    ApiToken save(ApiToken token);
}
