package io.vfleet.server.nodes;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The keys for commands after the first.
@Repository
class CommandKeyStore {

    private final JdbcClient jdbc;

    CommandKeyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param signature of its public half, by the key before
    /// @param signsFrom the key before signs until then
    record Successor(CommandKeyPair pair, String signature, Instant signsFrom) {}

    /// Oldest first.
    List<Successor> successors() {
        return jdbc.sql("select pair, signature, signs_from from command_key order by number")
                .query((row, number) ->
                        new Successor(
                                new CommandKeyPair(row.getBytes("pair")),
                                row.getString("signature"),
                                row.getTimestamp("signs_from").toInstant()))
                .list();
    }

    /// Nobody else adds one until the transaction ends.
    void lock() {
        jdbc.sql("lock table command_key in share row exclusive mode").update();
    }

    void add(Successor next, String by, Instant now) {
        jdbc.sql(
                        """
                        insert into command_key (number, pair, signature, signs_from, made_by, made_at)
                        select coalesce(max(number), 1) + 1, :pair, :signature, :from, :by, :now from command_key
                        """)
                .param("pair", next.pair().bytes())
                .param("signature", next.signature())
                .param("from", Timestamp.from(next.signsFrom()))
                .param("by", by)
                .param("now", Timestamp.from(now))
                .update();
    }
}
