package io.vfleet.server.fleet;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// One node, and the documents that are stored of it.
@Repository
class NodeQueries {

    private final JdbcClient jdbc;

    NodeQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<NodeView> node(UUID id) {
        return jdbc.sql(
                        "select "
                                + NodeTable.COLUMNS
                                + " from "
                                + NodeTable.FROM
                                + " where n.id = :id")
                .param("id", id)
                .query(NodeView::of)
                .optional();
    }

    /// All nodes, by hostname.
    List<FleetMap.Place> places() {
        return jdbc.sql(
                        """
                        select n.id, n.hostname, n.labels ->> 'site' as site, n.labels ->> 'rack' as rack,
                               n.labels ->> 'slot' as slot, n.status, n.verdict, n.verdict_link, n.silent
                        from fleet_node n order by n.hostname, n.id
                        """)
                .query(FleetMap.Place::of)
                .list();
    }

    /// The last report, gzip.
    Optional<byte[]> report(UUID id) {
        return document("report", id);
    }

    /// What the chain said of it, gzip.
    Optional<byte[]> diagnosis(UUID id) {
        return document("diagnosis", id);
    }

    private Optional<byte[]> document(String column, UUID id) {
        return jdbc.sql("select " + column + " from node_document where node_id = :id")
                .param("id", id)
                .query((row, number) -> row.getBytes(1))
                .optional();
    }
}
