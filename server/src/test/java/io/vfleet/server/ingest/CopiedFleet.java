package io.vfleet.server.ingest;

import io.vfleet.server.TestAgent;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Many nodes that are, row by row, what one node has reported.
record CopiedFleet(JdbcClient jdbc, TestAgent agent, int nodes) {

    private static final List<String> STATE =
            List.of("node_presence", "node_document", "physical_function");

    /// What a node is judged by.
    void copyState() {
        copyNodes();
        copyOfEach("virtual_function");
    }

    private void copyNodes() {
        copy("node", "'id', md5('copy' || i)::uuid, 'public_key', '\\x' || md5('key' || i)", "id");
        STATE.forEach(this::copyOfEach);
    }

    private void copyOfEach(String table) {
        copy(table, "'node_id', md5('copy' || i)::uuid", "node_id");
    }

    /// What people ask for; VFs are in none of it.
    void copyAnswers() {
        copyNodes();
        copyOfEach("node_traits");
        copy(
                "finding",
                "'id', md5('finding' || i || t.id)::uuid, 'node_id', md5('copy' || i)::uuid, 'caused_by', null",
                "node_id");
        jdbc.sql(
                        """
                        insert into history (node_id, at, kind, subject, before, after, detail)
                        select md5('copy' || i)::uuid, at, kind, subject, before, after, detail
                        from history, generate_series(2, :nodes) i where node_id = :node
                        """)
                .param("nodes", nodes)
                .param("node", agent.nodeId())
                .update();
        jdbc.sql("analyze").update();
    }

    private void copy(String table, String changed, String key) {
        jdbc.sql(
                        """
                        insert into %1$s
                        select (copy).*
                        from (select jsonb_populate_record(t, jsonb_build_object(%2$s)) as copy
                              from %1$s t, generate_series(2, :nodes) i
                              where t.%3$s = :node) copies
                        """
                                .formatted(table, changed, key))
                .param("nodes", nodes)
                .param("node", agent.nodeId())
                .update();
    }
}
