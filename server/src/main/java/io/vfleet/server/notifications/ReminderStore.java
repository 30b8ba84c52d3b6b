package io.vfleet.server.notifications;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Groups of findings that were told open, to say so again.
@Repository
class ReminderStore {

    private final JdbcClient jdbc;

    ReminderStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// What one message was about.
    record Group(String topic, String site, boolean critical) {}

    void told(UUID target, Group group, Instant now) {
        jdbc.sql(
                        """
                        insert into notification_reminder (target_id, topic, site, critical, told_at)
                        values (:target, :topic, :site, :critical, :now)
                        on conflict (target_id, topic, site, critical) do update set told_at = excluded.told_at
                        """)
                .param("target", target)
                .param("topic", group.topic())
                .param("site", group.site())
                .param("critical", group.critical())
                .param("now", Timestamp.from(now))
                .update();
    }

    List<Group> due(UUID target, Duration interval, Instant now) {
        return jdbc.sql(
                        """
                        select topic, site, critical from notification_reminder
                        where target_id = :target and told_at <= :before
                        """)
                .param("target", target)
                .param("before", Timestamp.from(now.minus(interval)))
                .query((row, number) ->
                        new Group(
                                row.getString("topic"),
                                row.getString("site"),
                                row.getBoolean("critical")))
                .list();
    }

    void forget(UUID target, Group group) {
        jdbc.sql(
                        """
                        delete from notification_reminder
                        where target_id = :target and topic = :topic and site = :site and critical = :critical
                        """)
                .param("target", target)
                .param("topic", group.topic())
                .param("site", group.site())
                .param("critical", group.critical())
                .update();
    }
}
