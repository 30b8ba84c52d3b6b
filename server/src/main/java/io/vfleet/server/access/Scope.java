package io.vfleet.server.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/// One right. Admin has all others.
public enum Scope {
    READ,
    OPERATE,
    APPROVE,
    METRICS,
    ADMIN;

    @JsonCreator
    static Scope parse(String id) {
        return Arrays.stream(values())
                .filter(scope -> scope.id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "'" + id + "' is no scope; scopes are " + ids()));
    }

    static List<String> ids() {
        return Arrays.stream(values()).map(Scope::id).toList();
    }

    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<GrantedAuthority> authorities(Set<Scope> scopes) {
        Set<Scope> all = scopes.contains(ADMIN) ? EnumSet.allOf(Scope.class) : scopes;
        return all.stream()
                .sorted()
                .<GrantedAuthority>map(scope -> new SimpleGrantedAuthority(scope.id()))
                .toList();
    }
}
