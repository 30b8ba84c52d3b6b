package io.vfleet.server.nodes;

import io.vfleet.server.nodes.Node.Enrollment;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The registry's rows.
@Repository
class NodeStore {

    private static final int AMBIGUOUS_SHOWN = 20;

    private final JdbcClient jdbc;

    NodeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Node> find(UUID id) {
        return jdbc.sql(
                        "select id, hostname, enrollment, replaces_node_id from node where id = :id")
                .param("id", id)
                .query(NodeStore::node)
                .optional();
    }

    Optional<Node> lock(UUID id) {
        return jdbc.sql(
                        """
                        select id, hostname, enrollment, replaces_node_id from node
                        where id = :id for no key update
                        """)
                .param("id", id)
                .query(NodeStore::node)
                .optional();
    }

    /// The number of a login that was not there before.
    long login(UUID node) {
        return jdbc.sql(
                        """
                        update node_presence set logins = logins + 1 where node_id = :node returning logins
                        """)
                .param("node", node)
                .query(Long.class)
                .single();
    }

    List<Node> named(String hostname) {
        return jdbc.sql(
                        """
                        select id, hostname, enrollment, replaces_node_id from node
                        where hostname = :hostname order by id limit :limit
                        """)
                .param("hostname", hostname)
                .param("limit", AMBIGUOUS_SHOWN)
                .query(NodeStore::node)
                .list();
    }

    void decide(UUID id, Enrollment enrollment, String by) {
        jdbc.sql(
                        """
                        -- without a digest the agent is asked for a report, and that one is judged in full
                        with asked as (update node_presence set digest = null where node_id = :id)
                        update node
                        set enrollment = :enrollment, decided_at = now(), decided_by = :by,
                            revision = revision + 1
                        where id = :id
                        """)
                .param("id", id)
                .param("enrollment", enrollment.name())
                .param("by", by)
                .update();
    }

    /// What people want of the old node and what happened on it is the successor's from now on.
    void inherit(UUID successor, UUID old) {
        move("history", successor, old);
        move("desired_vfs", successor, old);
        move("former_pf", successor, old);
        move("node_label_override", successor, old);
    }

    private void move(String table, UUID successor, UUID old) {
        jdbc.sql("update " + table + " set node_id = :successor where node_id = :old")
                .param("successor", successor)
                .param("old", old)
                .update();
    }

    static Node node(ResultSet row, int number) throws SQLException {
        return new Node(
                row.getObject("id", UUID.class),
                row.getString("hostname"),
                Enrollment.valueOf(row.getString("enrollment")),
                Optional.ofNullable(row.getObject("replaces_node_id", UUID.class)));
    }
}
