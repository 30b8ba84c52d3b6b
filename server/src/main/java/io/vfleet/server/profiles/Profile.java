package io.vfleet.server.profiles;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// A profile as people edit it.
@Entity
class Profile {

    @Id private String name;

    @Column private boolean builtIn;

    @Column private String description;

    @JdbcTypeCode(SqlTypes.JSON)
    private String wants;

    @Column private @Nullable String selector;

    @Column private @Nullable Integer priority;

    @Version private int version;

    @Column private String updatedBy;

    @Column private Instant updatedAt;

    @SuppressWarnings("NullAway.Init")
    protected Profile() {}

    @SuppressWarnings("NullAway.Init")
    Profile(String name) {
        this.name = name;
    }

    final void set(NewProfile wanted, String by, Instant at) {
        description = wanted.text();
        wants = wanted.wants().json();
        selector = wanted.selector();
        priority = wanted.priority();
        updatedBy = by;
        updatedAt = at;
    }

    String name() {
        return name;
    }

    boolean builtIn() {
        return builtIn;
    }

    Wants wants() {
        return Wants.read(wants);
    }

    Optional<String> selector() {
        return Optional.ofNullable(selector);
    }

    Optional<Integer> priority() {
        return Optional.ofNullable(priority);
    }

    int version() {
        return version;
    }

    Instant updatedAt() {
        return updatedAt;
    }
}
