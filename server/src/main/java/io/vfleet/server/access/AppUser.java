package io.vfleet.server.access;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;

/// A person with a password.
@Entity
class AppUser {

    @Id private UUID id;

    @Column private String name;

    @Column private String passwordHash;

    @Column private String role;

    @Column private Instant createdAt;

    protected AppUser() {}

    AppUser(String name, String passwordHash, Role role, Instant createdAt) {
        this.id = UUID.randomUUID();
        this.name = name;
        this.passwordHash = passwordHash;
        this.role = role.id();
        this.createdAt = createdAt;
    }

    UUID id() {
        return id;
    }

    String name() {
        return name;
    }

    String passwordHash() {
        return passwordHash;
    }

    Role role() {
        return Role.parse(role);
    }

    Instant createdAt() {
        return createdAt;
    }
}
