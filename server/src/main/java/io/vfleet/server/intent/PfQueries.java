package io.vfleet.server.intent;

import io.vfleet.domain.inventory.PciAddress;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// What the last report says of a PF, or the last one in which it was one.
@Repository
class PfQueries {

    private final JdbcClient jdbc;

    PfQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param totalVfs empty: not known
    record Pf(Optional<Integer> totalVfs, Optional<String> mac) {}

    Optional<Pf> find(UUID node, PciAddress address) {
        return jdbc.sql(
                        """
                        select total_vfs, mac from physical_function
                        where node_id = :node and address = :address
                        union all
                        select cast(null as integer), mac from former_pf
                        where node_id = :node and address = :address
                        """)
                .param("node", node)
                .param("address", address.toString())
                .query((row, number) ->
                        new Pf(
                                Optional.ofNullable(row.getObject("total_vfs", Integer.class)),
                                Optional.ofNullable(row.getString("mac"))))
                .optional();
    }

    /// The labels as the agent reports them, a JSON object.
    Optional<String> reportedLabels(UUID node) {
        return jdbc.sql("select reported_labels from node where id = :node for no key update")
                .param("node", node)
                .query(String.class)
                .optional();
    }
}
