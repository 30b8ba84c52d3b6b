package io.vfleet.server.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What a person may do.
public enum Role {
    VIEWER(Scope.READ),
    OPERATOR(Scope.READ, Scope.OPERATE),
    APPROVER(Scope.READ, Scope.OPERATE, Scope.APPROVE),
    ADMIN(Scope.ADMIN);

    private final Set<Scope> scopes;

    Role(Scope... scopes) {
        this.scopes = Set.of(scopes);
    }

    @JsonCreator
    static Role parse(String id) {
        return Arrays.stream(values())
                .filter(role -> role.id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "'" + id + "' is no role; roles are " + ids()));
    }

    static List<String> ids() {
        return Arrays.stream(values()).map(Role::id).toList();
    }

    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    Set<Scope> scopes() {
        return scopes;
    }
}
