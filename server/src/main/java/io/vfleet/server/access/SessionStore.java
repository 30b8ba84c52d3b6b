package io.vfleet.server.access;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The rows of people's sessions.
@Repository
class SessionStore {

    private final JdbcClient jdbc;

    SessionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param usedAfter a session that was last used before is over
    /// @param begunAfter a session that began before is over
    record Limits(Instant usedAfter, Instant begunAfter) {}

    /// A session that is not over.
    record Open(String user, Role role, Instant createdAt, Instant lastUsed) {}

    void add(byte[] hash, UUID user, String from, Instant now) {
        jdbc.sql(
                        """
                        insert into person_session (id_hash, user_id, from_address, created_at, last_used)
                        values (:hash, :user, :from, :now, :now)
                        """)
                .param("hash", hash)
                .param("user", user)
                .param("from", from)
                .param("now", Timestamp.from(now))
                .update();
    }

    Optional<Open> find(byte[] hash, Limits limits) {
        return jdbc.sql(
                        """
                        select u.name, u.role, s.created_at, s.last_used
                        from person_session s join app_user u on u.id = s.user_id
                        where s.id_hash = :hash and s.last_used > :usedAfter and s.created_at > :begunAfter
                        """)
                .param("hash", hash)
                .param("usedAfter", Timestamp.from(limits.usedAfter()))
                .param("begunAfter", Timestamp.from(limits.begunAfter()))
                .query((row, number) ->
                        new Open(
                                row.getString("name"),
                                Role.parse(row.getString("role")),
                                row.getTimestamp("created_at").toInstant(),
                                row.getTimestamp("last_used").toInstant()))
                .optional();
    }

    void used(byte[] hash, Instant now) {
        jdbc.sql("update person_session set last_used = :now where id_hash = :hash")
                .param("hash", hash)
                .param("now", Timestamp.from(now))
                .update();
    }

    /// Which of these are not over.
    Set<String> open(Collection<String> ids, Limits limits) {
        return jdbc
                .sql(
                        """
                        select encode(id_hash, 'hex') from person_session
                        where id_hash = any(select decode(id, 'hex') from unnest(:ids) id)
                          and last_used > :usedAfter and created_at > :begunAfter
                        """)
                .param("ids", ids.toArray(String[]::new))
                .param("usedAfter", Timestamp.from(limits.usedAfter()))
                .param("begunAfter", Timestamp.from(limits.begunAfter()))
                .query(String.class)
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableSet());
    }

    /// False when there was none.
    boolean end(byte[] hash) {
        return jdbc.sql("delete from person_session where id_hash = :hash")
                        .param("hash", hash)
                        .update()
                > 0;
    }

    void forgetOver(Limits limits) {
        jdbc.sql(
                        """
                        delete from person_session
                        where last_used <= :usedAfter or created_at <= :begunAfter
                        """)
                .param("usedAfter", Timestamp.from(limits.usedAfter()))
                .param("begunAfter", Timestamp.from(limits.begunAfter()))
                .update();
    }

    static byte[] hash(String id) {
        return HexFormat.of().parseHex(id);
    }
}
