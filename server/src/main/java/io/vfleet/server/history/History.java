package io.vfleet.server.history;

import io.vfleet.server.database.Columns;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Writes history; rows are never changed.
@Component
public final class History {

    private final JdbcClient jdbc;

    History(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Adds events; what an agent saw happen (`seenAt` in the detail) only once, since agents
    /// repeat what was not acknowledged. Where its clock is ahead, the row stands at the time of
    /// arrival.
    public void append(List<Event> events) {
        if (events.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        insert into history (node_id, at, kind, subject, before, after, detail)
                        select e.node_id, e.at, e.kind, e.subject, e.before, e.after, e.detail
                        from unnest(cast(:nodes as uuid[]), cast(:ats as timestamptz[]), :kinds, :subjects,
                                    :befores, :afters, cast(:details as jsonb[]))
                                 as e(node_id, at, kind, subject, before, after, detail)
                        where e.kind not in ('num-vfs', 'flapping')
                           or not exists (select 1
                                          from history h
                                          where h.node_id = e.node_id
                                            and h.at between case when e.detail ->> 'seenAt' is null then e.at
                                                                  else e.at - interval '1 day' end and e.at
                                            and h.detail ->> 'seenAt' is not distinct from e.detail ->> 'seenAt'
                                            and h.kind = e.kind
                                            and h.subject = e.subject
                                            and h.before is not distinct from e.before
                                            and h.after is not distinct from e.after)
                        """)
                .params(columns(events).parameters())
                .update();
    }

    private static Columns<Event> columns(List<Event> events) {
        return Columns.of(events)
                .text("nodes", Event::node)
                .text("ats", Event::at)
                .text("kinds", event -> event.kind().id())
                .text("subjects", Event::subject)
                .text("befores", event -> event.before().orElse(null))
                .text("afters", event -> event.after().orElse(null))
                .text("details", Event::detail);
    }
}
