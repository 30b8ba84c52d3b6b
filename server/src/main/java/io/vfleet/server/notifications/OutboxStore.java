package io.vfleet.server.notifications;

import io.vfleet.server.lists.Cells;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Messages on their way: gathered, claimed by one replica at a time, sent or dead.
@Repository
class OutboxStore {

    private final JdbcClient jdbc;

    OutboxStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// A message that still gathers.
    record Gathering(UUID id, Message message) {}

    /// Locked until the transaction ends, so that nobody sends it meanwhile.
    Optional<Gathering> gathering(UUID target, String group) {
        return jdbc.sql(
                        """
                        select id, message from notification_delivery
                        where target_id = :target and group_key = :group and state = 'WAITING' and attempts = 0
                        for update
                        """)
                .param("target", target)
                .param("group", group)
                .query((row, number) ->
                        new Gathering(
                                row.getObject("id", UUID.class),
                                Documents.message(row.getString("message"))))
                .optional();
    }

    void replace(UUID id, Message message) {
        jdbc.sql(
                        """
                        update notification_delivery set message = cast(:message as jsonb), nodes = :nodes where id = :id
                        """)
                .param("id", id)
                .param("message", Documents.json(message))
                .param("nodes", message.nodes())
                .update();
    }

    void begin(UUID target, String group, Message message, Instant now, Instant due) {
        jdbc.sql(
                        """
                        insert into notification_delivery (id, target_id, group_key, kind, state, message, nodes, created_at,
                                                           due_at)
                        values (:id, :target, :group, :kind, 'WAITING', cast(:message as jsonb), :nodes, :now, :due)
                        """)
                .param("id", UUID.randomUUID())
                .param("target", target)
                .param("group", group)
                .param("kind", message.kind())
                .param("message", Documents.json(message))
                .param("nodes", message.nodes())
                .param("now", Timestamp.from(now))
                .param("due", Timestamp.from(due))
                .update();
    }

    /// A message that this replica sends.
    ///
    /// @param attempts this one included
    record Claim(
            UUID id,
            UUID target,
            Message message,
            Instant createdAt,
            int attempts,
            Instant until) {}

    /// What is due and nobody is at; nobody else gets it before the lease is over.
    List<Claim> claim(Instant now, Duration lease, int most) {
        Instant until = now.plus(lease);
        return jdbc.sql(
                        """
                        update notification_delivery d
                        set attempts = attempts + 1, claimed_until = :until
                        where id in (select w.id
                                     from notification_delivery w join notification_target t on t.id = w.target_id
                                     where w.state = 'WAITING' and w.due_at <= :now and t.enabled
                                       and (w.claimed_until is null or w.claimed_until <= :now)
                                     order by w.due_at
                                     limit :most
                                     for update of w skip locked)
                        returning id, target_id, message, created_at, attempts
                        """)
                .param("now", Timestamp.from(now))
                .param("until", Timestamp.from(until))
                .param("most", most)
                .query((row, number) -> {
                    var cells = new Cells(row);
                    return new Claim(
                            cells.uuid("id"),
                            cells.uuid("target_id"),
                            Documents.message(cells.text("message")),
                            cells.instant("created_at"),
                            cells.integer("attempts"),
                            until);
                })
                .list();
    }

    /// How an attempt ended.
    ///
    /// @param next when it is tried again; null: never
    record Ending(
            String state,
            @Nullable Integer status,
            @Nullable String error,
            @Nullable Instant next) {}

    /// Without effect when the lease was over and somebody else has it.
    void settle(Claim claim, Ending ending, Instant now) {
        jdbc.sql(
                        """
                        update notification_delivery
                        set state = :state, last_status = :status, last_error = :error, claimed_until = null,
                            due_at = coalesce(cast(:next as timestamptz), due_at),
                            ended_at = case when :state = 'WAITING' then null else cast(:now as timestamptz) end
                        where id = :id and state = 'WAITING' and claimed_until = :until
                        """)
                .param("id", claim.id())
                .param("until", Timestamp.from(claim.until()))
                .param("state", ending.state())
                .param("status", ending.status(), Types.INTEGER)
                .param("error", ending.error(), Types.VARCHAR)
                .param("next", Objects.toString(ending.next(), null), Types.VARCHAR)
                .param("now", Timestamp.from(now))
                .update();
    }

    /// A dead message gets its attempts anew; false when it is not dead.
    boolean revive(UUID id, Instant now) {
        return jdbc.sql(
                                """
                                update notification_delivery
                                set state = 'WAITING', ended_at = null, attempts = 1, due_at = :now
                                where id = :id and state = 'DEAD'
                                """)
                        .param("id", id)
                        .param("now", Timestamp.from(now))
                        .update()
                > 0;
    }

    void forgetSent(Instant before) {
        jdbc.sql("delete from notification_delivery where state = 'SENT' and ended_at < :before")
                .param("before", Timestamp.from(before))
                .update();
    }
}
