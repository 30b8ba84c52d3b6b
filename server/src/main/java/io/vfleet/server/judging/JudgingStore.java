package io.vfleet.server.judging;

import io.vfleet.server.lists.Condition;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The version of what nodes are judged by, and the nodes that wait.
@Repository
class JudgingStore {

    /// "vfleet" and the lock between verdicts and changes of what they are reached by
    private static final long LOCK = 0x76666c656574_03L;

    private final JdbcClient jdbc;

    JudgingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void lockShared() {
        lock("pg_advisory_xact_lock_shared");
    }

    void lockAlone() {
        lock("pg_advisory_xact_lock");
    }

    private void lock(String function) {
        jdbc.sql("select " + function + "(:lock)")
                .param("lock", LOCK)
                .query((row, number) -> "")
                .list();
    }

    void grow() {
        jdbc.sql("update judging set wishes = wishes + 1").update();
    }

    void makeCurrent(String catalogue) {
        jdbc.sql("update judging set catalogue = :catalogue where catalogue <> :catalogue")
                .param("catalogue", catalogue)
                .update();
    }

    int ask(Condition nodes) {
        return jdbc.sql(
                        """
                        insert into rejudge (node_id)
                        select n.id from fleet_node n join node_document d on d.node_id = n.id
                        where %s
                        on conflict do nothing
                        """
                                .formatted(nodes.sql()))
                .params(nodes.parameters())
                .update();
    }

    /// Only while the replica's checks are the current ones: two versions beside each other do not
    /// take turns.
    int askOutdated(String catalogue) {
        return jdbc.sql(
                        """
                        insert into rejudge (node_id)
                        select d.node_id from node_document d
                        where d.judged_with is distinct from :catalogue
                          and (select catalogue from judging) = :catalogue
                        on conflict do nothing
                        """)
                .param("catalogue", catalogue)
                .update();
    }

    /// Nodes that nobody else is at, until the transaction ends; the table of nodes is locked
    /// first, as everybody does.
    List<UUID> claim(int most) {
        return jdbc.sql(
                        """
                        select r.node_id from node n join rejudge r on r.node_id = n.id
                        order by r.asked_at, r.node_id limit :most
                        for update of r skip locked
                        """)
                .param("most", most)
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
    }

    List<UUID> claim(UUID node) {
        return jdbc.sql(
                        """
                        select r.node_id from node n join rejudge r on r.node_id = n.id
                        where r.node_id = :node
                        for update of r skip locked
                        """)
                .param("node", node)
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
    }

    List<UUID> waiting(int most) {
        return jdbc.sql("select node_id from rejudge order by asked_at, node_id limit :most")
                .param("most", most)
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
    }

    void done(List<UUID> nodes) {
        jdbc.sql("delete from rejudge where node_id = any(cast(:nodes as uuid[]))")
                .param("nodes", nodes.stream().map(UUID::toString).toArray(String[]::new))
                .update();
    }
}
