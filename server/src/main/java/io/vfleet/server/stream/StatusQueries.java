package io.vfleet.server.stream;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Which node has which status, in one number.
@Repository
class StatusQueries {

    private final JdbcClient jdbc;

    StatusQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Equal as long as no node's status changes.
    long fingerprint() {
        return jdbc.sql(
                        """
                        select coalesce(sum(hashtextextended(node_id || status, 0) % 1000000007), 0)
                        from node_status
                        """)
                .query(Long.class)
                .single();
    }
}
