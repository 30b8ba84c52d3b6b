package io.vfleet.server.notifications;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/// A place that word is sent to.
@Entity
@Table(name = "notification_target")
class Target {

    @Id private UUID id;

    @Column private String name;

    @Column private String url;

    @Column
    @Enumerated(EnumType.STRING)
    private Form form;

    @Column private String secret;

    @Column private boolean enabled;

    @JdbcTypeCode(SqlTypes.JSON)
    private String rules;

    @Version private int version;

    @Column private String updatedBy;

    @Column private Instant updatedAt;

    @SuppressWarnings("NullAway.Init")
    protected Target() {}

    @SuppressWarnings("NullAway.Init")
    Target(UUID id, String secret) {
        this.id = id;
        this.secret = secret;
    }

    void set(TargetWish wish, String by, Instant at) {
        name = wish.name();
        url = wish.url();
        form = wish.form();
        enabled = wish.enabled();
        rules = Documents.json(wish.rules());
        secret = wish.secret() == null ? secret : wish.secret();
        updatedBy = by;
        updatedAt = at;
    }

    UUID id() {
        return id;
    }

    String name() {
        return name;
    }

    URI url() {
        return URI.create(url);
    }

    Form form() {
        return form;
    }

    String secret() {
        return secret;
    }

    boolean enabled() {
        return enabled;
    }

    Rules rules() {
        return Documents.rules(rules);
    }

    int version() {
        return version;
    }

    String updatedBy() {
        return updatedBy;
    }

    Instant updatedAt() {
        return updatedAt;
    }
}
